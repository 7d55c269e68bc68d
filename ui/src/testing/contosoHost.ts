import type { AssignmentRow } from "../host/generated/AssignmentRow";
import type { ChangeRow } from "../host/generated/ChangeRow";
import type { CoverageNode } from "../host/generated/CoverageNode";
import type { PullProgress } from "../host/generated/PullProgress";
import type { ScopeCrumb } from "../host/generated/ScopeCrumb";
import type { ScopeNode } from "../host/generated/ScopeNode";
import type { Host } from "../host/types";
import { assignmentAt, contosoGroup, detailOf, groupAt, guidOf, platformGroup, root, snapshotOf, subscriptionAt } from "./contoso";
import { contosoOverview } from "./contosoOverview";
import { progressByHand, termsOf } from "./tenantHost";

interface Wanted {
  rows: number;
  signedIn: boolean;
  pulling?: boolean;
}

/** How many rows the double looks through for a filter; the real one looks through all of them. */
const looked = 20_000;

function fits(row: AssignmentRow, filter: string): boolean {
  return termsOf(filter).every(({ column, values, negated, text }) => {
    const words: Record<string, string> = {
      principal: `${row.principal.name} ${row.principal.id}`,
      kind: typeof row.principal.kind === "string" ? row.principal.kind : "",
      role: `${row.role.name} ${row.role.id}`,
      scope: `${row.place.name} ${row.place.scope}`,
      is: `${row.role.privileged === null ? "" : "privileged"} ${row.condition === null ? "unconstrained" : ""} ${row.annotation?.kind ?? ""}`,
    };
    const all = column === null ? Object.values(words).join(" ") : (words[column] ?? "");
    const asked = column === null ? [text] : values;
    return asked.some((value) => all.toLowerCase().includes(value.toLowerCase())) !== negated;
  });
}

function node(place: ScopeCrumb, change: Partial<ScopeNode> = {}): ScopeNode {
  return { place, has_children: true, direct: 4, below: 812, privileged_below: 7, lock: "none", guarded: null, read: "whole", ...change };
}

function childrenOf(parent: string | null): ScopeNode[] {
  if (parent === null) return [node(root, { below: 1_003_112, privileged_below: 1204, read: "partly" })];
  if (parent === "/") return [node(contosoGroup, { below: 1_003_090, privileged_below: 1201, read: "partly" })];
  if (parent === contosoGroup.scope) return [node(platformGroup, { below: 412_800, privileged_below: 301 }), ...Array.from({ length: 8 }, (_, index) => node(subscriptionAt(index + 4), { read: index === 3 ? "refused" : "whole" }))];
  if (parent === platformGroup.scope) return Array.from({ length: 4 }, (_, index) => node(subscriptionAt(index), { lock: index === 0 ? "own" : "none", below: 40_310 + index }));
  const subscription = Array.from({ length: 12 }, (_, index) => index).find((index) => subscriptionAt(index).scope === parent);
  if (subscription === undefined) return [];
  return Array.from({ length: 6 }, (_, index) => node(groupAt(subscription, index), { has_children: false, privileged_below: index === 2 ? 3 : 0, below: 20 + index, lock: subscription === 0 ? "inherited" : "none" }));
}

function pathOf(scope: string): ScopeCrumb[] {
  const places = [root, contosoGroup, platformGroup, ...Array.from({ length: 12 }, (_, index) => [subscriptionAt(index), ...Array.from({ length: 6 }, (_, group) => groupAt(index, group))]).flat()];
  const found = places.find((place) => place.scope === scope) ?? root;
  if (found.level === "root") return [root];
  if (found.level === "management-group") return found === contosoGroup ? [root, contosoGroup] : [root, contosoGroup, found];
  const subscription = places.find((place) => place.level === "subscription" && scope.startsWith(place.scope));
  const above = [root, contosoGroup, ...(subscription !== undefined && ["Hub", "Payments", "Retail", "Data platform"].includes(subscription.name) ? [platformGroup] : [])];
  return [...above, ...(subscription === undefined ? [] : [subscription]), ...(found.level === "resource-group" ? [found] : [])];
}

function coverageOf(parent: string | null): CoverageNode[] {
  return childrenOf(parent).map(({ place, read, has_children }) => ({
    place,
    read,
    has_children,
    problems_below: read === "partly" ? 3 : 0,
    stages: [
      { stage: "role-assignments", outcome: read === "refused" ? { kind: "refused", code: "AuthorizationFailed", message: "The client 'dara@contoso.example' does not have authorization to perform action 'Microsoft.Authorization/roleAssignments/read' over scope '/subscriptions/…'.", hint: "Reader at this scope or above lets the reader see it" } : { kind: "read" }, source: "ARM list", rows: read === "refused" ? 0 : 812, unreadable: 0, problem: null },
      { stage: "locks", outcome: { kind: "read" }, source: "ARM list", rows: 4, unreadable: 1, problem: "a lock without a level" },
    ],
  }));
}

function changeAt(index: number): ChangeRow {
  const row = assignmentAt(index * 13 + 7);
  const kind = (["granted", "revoked", "condition", "granted", "lock-removed"] as const)[index % 5] ?? "granted";
  const who = row.principal.name ?? "A deleted principal";
  const words = { granted: `${who} was given ${row.role.name} at ${row.place.name}`, revoked: `${who} lost ${row.role.name} at ${row.place.name}`, condition: `${who} may now assign \`AcrPush\` too`, "lock-removed": `the lock \`no-delete\` was removed from ${row.place.name}` }[kind];
  const lock = kind === "lock-removed";
  return { key: `change-${index}`, kind, words, place: row.place, principal: lock ? null : row.principal, role: lock ? null : row.role, wider: kind !== "revoked", before: kind === "condition" ? "… {AcrPull}" : null, after: kind === "condition" ? "… {AcrPull, AcrPush}" : null, newly_allowed: kind === "condition" ? ["assign AcrPush to a service principal"] : [], affected: null };
}

const running: PullProgress = { snapshot: 3, tenant: "Contoso", state: { kind: "running" }, stage: "role-assignments", stage_number: 4, stages: 15, done: 621_400, total: 1_003_112, rate: 8200, seconds_left: 40, fraction: 0.62, not_read: 1, waiting: null };

/** Contoso behind the test double: every page has something to show. Nothing here decides anything. */
export function contosoHost({ rows, signedIn, pulling = false }: Wanted): Partial<Host> {
  const snapshots = signedIn
    ? [
        ...(pulling ? [snapshotOf({ id: 3, state: "running" as const, started_at: "2026-11-21T12:00:00Z", finished_at: null, previous: 2, changes: [] })] : []),
        snapshotOf(),
        snapshotOf({ id: 1, started_at: "2026-11-01T08:00:00Z", finished_at: "2026-11-01T08:03:00Z", previous: null, changes: [], state: "whole", coverage: { read: 1207, refused: 0, failed: 0 } }),
        snapshotOf({ id: 4, tenant: { id: guidOf(9, 2), name: "Fabrikam", demo: false }, started_at: "2026-10-01T08:00:00Z", previous: null, changes: [], state: "interrupted", resumable: true }),
      ]
    : [];
  const facts = (total: number) => ({ total, unfiltered: rows, took_ms: 3.4, not_readable: 3 });
  const heard = progressByHand();
  const account = { id: "dara", name: "dara@contoso.example", door: "device-code" as const, cloud: "public", usable: true, remembered: true, tenants: [{ id: guidOf(9, 1), name: "Contoso", domain: "contoso.example", opened: true }, { id: guidOf(9, 2), name: "Fabrikam", domain: "fabrikam.example", opened: false }] };
  return {
    watchProgress: heard.watchProgress,
    startSignIn: async ({ door }) => {
      setTimeout(() => heard.send({ kind: "sign-in", sign_in: 1, step: door.kind === "device-code" ? { kind: "device-code", code: "FK7XM2QP", page: "https://microsoft.com/devicelogin", expires_at: "2026-11-21T14:15:00Z" } : { kind: "done", account, tenant: account.tenants[0]! } }), 50);
      return { sign_in: 1 };
    },
    startPull: async () => ({ snapshot: 3 }),
    session: async () => ({ accounts: signedIn ? [account] : [], clouds: [{ id: "public", name: "Azure", authority_host: "login.microsoftonline.com" }], may_write: false, demo_running: false }),
    listSnapshots: async () => snapshots,
    pulls: async () => (pulling ? [running] : []),
    overview: async () => contosoOverview,
    reviewProgress: async () => ({ privileged: 1204, reviewed: 310, questions: 4, risks_accepted: 12, risks_expired: 1 }),
    scopeChildren: async ({ parent }) => ({ nodes: childrenOf(parent), total: childrenOf(parent).length }),
    scopePath: async ({ scope }) => pathOf(scope),
    assignmentPage: async ({ page: { filter, offset, limit } }) => {
      if (filter === "") return { rows: Array.from({ length: Math.max(Math.min(limit, rows - offset), 0) }, (_, index) => assignmentAt(offset + index)), facts: facts(rows) };
      const found = Array.from({ length: Math.min(rows, looked) }, (_, index) => assignmentAt(index)).filter((row) => fits(row, filter));
      return { rows: found.slice(offset, offset + limit), facts: facts(found.length) };
    },
    assignmentValues: async ({ column, search }) => {
      const values = column === "role" ? ["Reader", "Contributor", "Owner", "AcrPull", "Key Vault Secrets User"] : ["user", "guest", "group", "service-principal"];
      return { values: values.filter((value) => value.toLowerCase().includes(search.toLowerCase())).map((value, index) => ({ value, label: value, rows: 90_000 >> index })), more: 0 };
    },
    assignmentDetail: async ({ key }) => detailOf(assignmentAt(Number(key.replace("assignment-", "")))),
    copyAssignments: async ({ chosen }) => ({ rows: chosen.kind === "rows" ? chosen.keys.length : rows - chosen.keys.length }),
    coverage: async ({ parent, only_problems }) => coverageOf(parent).filter(({ read }) => !only_problems || read !== "whole"),
    diffSnapshots: async ({ page: { offset, limit } }) => ({
      rows: Array.from({ length: Math.max(Math.min(limit, 48 - offset), 0) }, (_, index) => changeAt(offset + index)),
      facts: { total: 48, unfiltered: 48, took_ms: 12.2, not_readable: 0 },
      counts: snapshotOf().changes,
    }),
    find: async ({ text }) =>
      [{ kind: "principal" as const, id: guidOf(1, 0), name: "Dara Lindqvist", detail: "dara@contoso.example", level: null }, { kind: "scope" as const, id: subscriptionAt(0).scope, name: "Hub", detail: "Contoso / Platform / Hub", level: "subscription" as const }].filter(({ name }) => name.toLowerCase().includes(text.toLowerCase())),
    savedViews: async () => [{ id: 1, table: "role-assignments", name: "Privileged guests", filter: "is:privileged kind:guest", sort: [], columns: [] }],
  };
}
