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
  assignment: "Assignment changed",
  role: "Role definition changed",
  "pim-added": "PIM assignment added",
  "pim-removed": "PIM assignment removed",
  "pim-changed": "PIM assignment changed",
  elevation: "Elevation",
  "member-added": "Group member added",
  "member-removed": "Group member removed",
  "lock-added": "Lock added",
  "lock-removed": "Lock removed",
  "lock-changed": "Lock changed",
  "guard-linked": "Guard linked",
  "guard-unlinked": "Guard unlinked",
  "guard-changed": "Guard changed",
  vault: "Vault changed",
  "deny-added": "Deny assignment added",
  "deny-removed": "Deny assignment removed",
  "deny-changed": "Deny assignment changed",
  policy: "Policy changed",
  hierarchy: "Hierarchy changed",
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
