import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useCommands } from "../../components/commands/CommandProvider";
import { useNotify } from "../../components/notify";
import { useCurrentSnapshot } from "../../components/snapshot/current";
import { usePull } from "../../components/snapshot/usePull";
import { useHost } from "../../host/context";
import { PullDialog } from "./PullDialog";

/** What can be done with snapshots from anywhere in the window. */
export function SnapshotEntries() {
  const host = useHost();
  const navigate = useNavigate();
  const notify = useNotify();
  const pull = usePull();
  const { current } = useCurrentSnapshot();
  const [asking, setAsking] = useState(false);
  const bringIn = async (): Promise<void> => {
    const brought = await pull("The snapshot could not be imported", () => host.importSnapshot());
    if (brought === null) return;
    notify({ intent: "success", title: "Snapshot imported" });
    await navigate({ to: "/snapshots", search: () => ({ snapshot: brought.snapshot }) });
  };
  const show = (tab: string): void => void navigate({ to: "/snapshots", search: () => (current === null ? { tab } : { tab, snapshot: current.id }) });
  useCommands([
    { id: "snapshot.pull", title: "Take a snapshot…", category: "Snapshots", chord: "Ctrl+Shift+P", run: () => setAsking(true) },
    { id: "snapshot.import", title: "Import a snapshot…", category: "Snapshots", run: () => void bringIn() },
    { id: "snapshot.changes", title: "What changed since the snapshot before", category: "Snapshots", run: () => show("changes") },
    { id: "snapshot.coverage", title: "What could not be read", category: "Snapshots", run: () => show("coverage") },
    { id: "snapshot.review", title: "Review: progress and report", category: "Snapshots", run: () => show("review") },
  ]);
  return asking ? <PullDialog close={() => setAsking(false)} /> : null;
}
