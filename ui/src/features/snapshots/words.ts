import type { ChangeKind } from "../../host/generated/ChangeKind";
import type { SnapshotState } from "../../host/generated/SnapshotState";
import type { SnapshotSummary } from "../../host/generated/SnapshotSummary";

export const stateWords: Record<SnapshotState, string> = {
  running: "being read",
  whole: "whole",
  partial: "some scopes not readable",
  cancelled: "cancelled",
  interrupted: "interrupted",
};

export const changeWords: Record<ChangeKind, string> = {
  granted: "Granted",
  revoked: "Revoked",
  condition: "Condition changed",
  role: "Role definition changed",
  "lock-added": "Lock added",
  "lock-removed": "Lock removed",
  "lock-changed": "Lock changed",
  "guard-linked": "Guard linked",
  "guard-unlinked": "Guard unlinked",
  "deny-added": "Deny assignment added",
  "deny-removed": "Deny assignment removed",
  principal: "Principal changed",
  "principal-deleted": "Principal deleted",
};

/** What a snapshot has to say in the timeline. */
export function changesOf({ state, resumable, previous, changes }: SnapshotSummary): string {
  if (state === "running") return "being read";
  if (state === "cancelled" || state === "interrupted") return resumable ? `${stateWords[state]}; can be resumed` : "given up for a later one";
  if (previous === null) return "first snapshot of the tenant";
  return changes.length === 0 ? "nothing changed" : changes.map(({ words }) => words).join(", ");
}

export function bytesOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(Math.round(bytes / 1000), 1)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}
