import { useQuery } from "@tanstack/react-query";
import { useHost } from "../../host/context";
import type { SnapshotSummary } from "../../host/generated/SnapshotSummary";
import { snapshotsQuery } from "../../host/queries";
import { useRemembered } from "../../host/settings";

interface CurrentSnapshot {
  /** Newest first; undefined until they are known. */
  snapshots: SnapshotSummary[] | undefined;
  current: SnapshotSummary | null;
  choose(id: number | null): void;
  error: unknown;
  retry(): void;
}

/** Whether there is something in it to look at. */
export function isReadable({ state }: SnapshotSummary): boolean {
  return state === "whole" || state === "partial";
}

/** The snapshot that all pages are about: the one chosen, or else the newest that was read to its end. */
export function useCurrentSnapshot(): CurrentSnapshot {
  const { data, error, refetch } = useQuery(snapshotsQuery(useHost()));
  const [kept, keep] = useRemembered("snapshot", "");
  const chosen = data?.find(({ id }) => String(id) === kept);
  return {
    snapshots: data,
    current: chosen ?? data?.find(isReadable) ?? null,
    choose: (id) => keep(id === null ? "" : String(id)),
    error,
    retry: () => void refetch(),
  };
}
