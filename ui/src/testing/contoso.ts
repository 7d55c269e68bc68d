import type { AssignmentDetail } from "../host/generated/AssignmentDetail";
import type { AssignmentRow } from "../host/generated/AssignmentRow";
import type { PrincipalKind } from "../host/generated/PrincipalKind";
import type { ScopeCrumb } from "../host/generated/ScopeCrumb";
import type { SnapshotSummary } from "../host/generated/SnapshotSummary";
import { portalText } from "./fixtures";

// A tenant as large as one likes, for tests and for looking at screens: every row follows from its number.

const hex = (value: number, length: number): string => value.toString(16).padStart(length, "0");
export const guidOf = (kind: number, number: number): string => `${hex(kind, 8)}-0000-4000-8000-${hex(number, 12)}`;

const subscriptions = ["Hub", "Payments", "Retail", "Data platform", "Identity", "Sandbox", "Manufacturing", "HR", "Web", "Analytics", "Archive", "Labs"];
const groups = ["network", "apps", "data", "vaults", "monitoring", "aks-nodes"];

export const root: ScopeCrumb = { scope: "/", name: "Root", level: "root" };
const managementGroup = (name: string): ScopeCrumb => ({ scope: `/providers/Microsoft.Management/managementGroups/${name.toLowerCase()}`, name, level: "management-group" });
export const contosoGroup = managementGroup("Contoso");
export const platformGroup = managementGroup("Platform");
export const subscriptionAt = (index: number): ScopeCrumb => ({
  scope: `/subscriptions/${guidOf(5, index % subscriptions.length)}`,
  name: subscriptions[index % subscriptions.length] ?? "Hub",
  level: "subscription",
});
export const groupAt = (subscription: number, index: number): ScopeCrumb => ({
  scope: `${subscriptionAt(subscription).scope}/resourceGroups/${groups[index % groups.length]}`,
  name: groups[index % groups.length] ?? "network",
  level: "resource-group",
});

const roles: readonly [name: string, privileged: string | null, kind: "built-in" | "custom"][] = [
  ["Reader", null, "built-in"],
  ["Contributor", null, "built-in"],
  ["Storage Blob Data Reader", null, "built-in"],
  ["Key Vault Secrets User", null, "built-in"],
  ["AcrPull", null, "built-in"],
  ["Virtual Machine Contributor", null, "built-in"],
  ["Owner", "can do everything and assign roles", "built-in"],
  ["Role Based Access Control Administrator", "can assign roles", "built-in"],
  ["User Access Administrator", "can assign roles", "built-in"],
  ["Contoso Deployer", null, "custom"],
];
const people = ["Dara Lindqvist", "Emil Novák", "Priya Raman", "Jonas Weber", "Aiko Tanaka", "Lucía Ortega", "Sam O’Neill", "Noor Haddad", "Mateus Silva", "Ines Kovač"];
const apps = ["payments-pipeline", "retail-web", "data-loader", "hub-terraform", "aks-kubelet", "backup-runner"];
const teams = ["Platform engineers", "Payments developers", "Security readers", "Data scientists", "On-call"];
const kinds: readonly PrincipalKind[] = ["user", "service-principal", "group", "managed-identity", "user", "guest", "user", "service-principal"];

function principalAt(index: number): AssignmentRow["principal"] {
  const kind = kinds[index % kinds.length] ?? "user";
  if (index % 37 === 5) return { id: guidOf(1, index), name: null, kind: "user", standing: "deleted" };
  const names = kind === "group" ? teams : kind === "service-principal" || kind === "managed-identity" ? apps : people;
  const name = names[index % names.length] ?? "Dara Lindqvist";
  return { id: guidOf(1, index), name: kind === "guest" ? `${name} (Fabrikam)` : index < names.length * 8 ? name : `${name} ${index}`, kind, standing: "found" };
}

/** The role assignment of that number. */
export function assignmentAt(index: number): AssignmentRow {
  const [name, privileged, kind] = roles[(index * 7 + Math.floor(index / 11)) % roles.length] ?? roles[0]!;
  const unknown = index % 53 === 9;
  const place = index % 97 === 0 ? contosoGroup : index % 41 === 0 ? platformGroup : index % 3 === 0 ? subscriptionAt(index) : groupAt(index, Math.floor(index / 7));
  return {
    key: `assignment-${index}`,
    state: index % 29 === 3 ? "eligible" : "active",
    principal: principalAt(index),
    role: unknown ? { id: guidOf(2, 999), name: null, kind: "unknown", privileged: null } : { id: guidOf(2, roles.findIndex((role) => role[0] === name)), name, kind, privileged },
    place,
    inherited: false,
    condition: privileged === "can assign roles" && index % 4 !== 0 ? "may assign 2 roles to service principals" : null,
    created_on: new Date(Date.UTC(2026, 10, 20, 9) - (index % 900) * 86_400_000).toISOString(),
    created_by: people[(index * 3) % people.length] ?? null,
    updated_on: null,
    ends: null,
    description: index % 19 === 0 ? "requested in CHG0042" : null,
    annotation: index % 61 === 6 ? { kind: "reviewed" } : index % 61 === 7 ? { kind: "accept-risk", until: "2027-01-31" } : null,
  };
}

export function detailOf(row: AssignmentRow): AssignmentDetail {
  const path = row.place.level === "resource-group" ? [root, contosoGroup, platformGroup, subscriptionAt(0), row.place] : [root, contosoGroup, row.place];
  return {
    row,
    id: `${row.place.scope}/providers/Microsoft.Authorization/roleAssignments/${guidOf(3, 1)}`,
    principal: {
      who: row.principal,
      user_principal_name: row.principal.kind === "user" && row.principal.name !== null ? `${row.principal.name.split(" ")[0]?.toLowerCase()}@contoso.example` : null,
      app_id: row.principal.kind === "service-principal" ? guidOf(4, 7) : null,
      members: row.principal.kind === "group" ? 42 : null,
      assignments: 14,
      privileged_assignments: row.role.privileged === null ? 0 : 2,
      groups: [],
    },
    role: {
      role: row.role,
      description: row.role.privileged === null ? "View all resources, but does not allow you to make any changes." : "Manage access to Azure resources by assigning roles using Azure RBAC.",
      can: row.role.privileged === null ? ["read every resource"] : ["assign and remove roles: `Microsoft.Authorization/roleAssignments/write` and `delete`", "read every resource", "open support tickets"],
      assignments: 1204,
    },
    path,
    why: `${row.principal.name ?? "This principal"} holds the role directly at ${row.place.name}; everything below inherits it.`,
    condition: row.condition === null ? null : { text: portalText, version: "2.0", sentence: "May assign 2 roles to service principals only; may not remove anything else; cannot reach Owner.", problems: [] },
    history: [
      { snapshot: 2, at: "2026-11-20T13:02:00Z", words: "condition changed: `AcrPush` may be assigned too" },
      { snapshot: 1, at: "2026-11-01T08:00:00Z", words: "first seen" },
    ],
    annotations: row.annotation === null ? [] : [{ id: 1, state: row.annotation, note: "agreed with the owner of the subscription", author: "dara@contoso.example", at: "2026-11-19T10:00:00Z", expired: false }],
  };
}

/** A whole snapshot of Contoso; what a test needs otherwise it says. */
export function snapshotOf(change: Partial<SnapshotSummary> = {}): SnapshotSummary {
  return {
    id: 2,
    tenant: { id: guidOf(9, 1), name: "Contoso", demo: true },
    account: "dara@contoso.example",
    started_at: "2026-11-20T13:02:00Z",
    finished_at: "2026-11-20T13:04:10Z",
    state: "partial",
    resumable: false,
    counts: { role_assignments: 1_003_112, role_definitions: 912, principals: 48_210, management_groups: 9, subscriptions: 12, resources: 61_004, locks: 214 },
    coverage: { read: 1204, refused: 2, failed: 1 },
    changes: [
      { kind: "granted", changes: 3, words: "3 granted" },
      { kind: "condition", changes: 1, words: "1 condition changed" },
      { kind: "lock-removed", changes: 1, words: "1 lock removed" },
    ],
    previous: 1,
    bytes: 1_840_000,
    imported_from: null,
    ...change,
  };
}
