import { useNavigate } from "@tanstack/react-router";
import { usePaletteSource } from "../components/commands/CommandProvider";
import { levelWords } from "../components/levelWords";
import { useCurrentSnapshot } from "../components/snapshot/current";
import { PullWatch } from "../components/snapshot/PullWatch";
import { SessionEntries } from "../features/sign-in/SessionEntries";
import { SnapshotEntries } from "../features/snapshots/SnapshotEntries";
import { useHost } from "../host/context";
import type { Found } from "../host/generated/Found";

const headings: Record<Found["kind"], string> = { principal: "Principals", role: "Roles of the snapshot", scope: "Scopes" };

/** What the whole window knows of tenants: progress, sign-in, snapshots, and what the palette finds in the current one. */
export function TenantEntries() {
  const host = useHost();
  const navigate = useNavigate();
  const { current } = useCurrentSnapshot();
  usePaletteSource(async (query) => {
    if (current === null || query.trim() === "") return [];
    const found = await host.find({ snapshot: current.id, text: query.trim(), limit: 30 });
    return found.map(({ kind, id, name, detail, level }) => ({
      id: `${kind}:${id}`,
      title: name,
      detail: level === null ? detail : `${levelWords[level]} · ${detail}`,
      category: headings[kind],
      run: () => void navigate({ to: "/access", search: () => (kind === "scope" ? { scope: id, reach: "inherited" } : { filter: `${kind}=${id}` }) }),
    }));
  });
  return (
    <>
      <PullWatch />
      <SessionEntries />
      <SnapshotEntries />
    </>
  );
}
