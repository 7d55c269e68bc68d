import type { Overview } from "../host/generated/Overview";

const access = (filter: string) => ({ page: "access" as const, filter });

export const contosoOverview: Overview = {
  tiles: [
    { id: "unconstrained", number: "37", sentence: "delegates can assign any role, because nothing limits them.", advice: "Give each a condition, or Reader instead.", tone: "bad", chart: { kind: "bars", points: [{ label: "Owner", value: 21, leads_to: access("role=Owner") }, { label: "User Access Administrator", value: 12, leads_to: null }, { label: "RBAC Administrator", value: 4, leads_to: null }] }, leads_to: access("is:unconstrained") },
    { id: "privileged", number: "1,204", sentence: "assignments of privileged roles; most stand at resource groups.", advice: "The higher the scope, the fewer there should be.", tone: "attention", chart: { kind: "bars", points: [{ label: "Root", value: 2, leads_to: null }, { label: "Management group", value: 31, leads_to: null }, { label: "Subscription", value: 240, leads_to: null }, { label: "Resource group", value: 931, leads_to: null }] }, leads_to: access("is:privileged") },
    { id: "elevation", number: "1", sentence: "person holds User Access Administrator at the root since 11 November.", advice: "Remove it once the work is done.", tone: "bad", chart: { kind: "none" }, leads_to: access("under:/ level:root") },
    { id: "orphaned", number: "2,310", sentence: "assignments belong to principals that the directory does not know any more.", advice: "They do nothing and count towards the limit.", tone: "attention", chart: { kind: "donut", points: [{ label: "Users", value: 1900, leads_to: null }, { label: "Service principals", value: 410, leads_to: null }] }, leads_to: access("is:orphaned") },
    { id: "guests", number: "18", sentence: "guests hold privileged roles.", advice: "Look at each: who invited them, and until when?", tone: "attention", chart: { kind: "donut", points: [{ label: "Owner", value: 11, leads_to: null }, { label: "Contributor", value: 7, leads_to: null }] }, leads_to: access("is:privileged kind:guest") },
    { id: "locks", number: "62 %", sentence: "of the subscriptions with vaults carry a delete lock.", advice: "Locks keep backups from being deleted by mistake.", tone: "neutral", chart: { kind: "donut", points: [{ label: "Locked", value: 8, leads_to: null }, { label: "Not locked", value: 5, leads_to: null }] }, leads_to: access("") },
    { id: "age", number: "1 day", sentence: "is the age of this snapshot.", advice: "Pull again to see what changed.", tone: "good", chart: { kind: "line", points: [{ label: "2026-09-01T00:00:00Z", value: 990_000, leads_to: null }, { label: "2026-10-01T00:00:00Z", value: 998_120, leads_to: null }, { label: "2026-11-20T00:00:00Z", value: 1_003_112, leads_to: null }] }, leads_to: { page: "snapshots" } },
  ],
};
