// The real `az` lists role assignments in each of its ways and finds the names that belong to them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CONTRIBUTOR, GUID, OWNER, READER, Stage, managementGroup, roleDefinition } from "./cli.mjs";

let stage;
let az;
let finance;
let ledger;
before(async () => {
  stage = await Stage.start();
  az = await stage.signedIn();
  finance = az.scope("corp-finance-prod");
  ledger = az.scope("corp-finance-prod", "rg-ledger-prod");
});
after(() => stage?.stop());

const list = (...args) => az.run("role", "assignment", "list", "--subscription", "corp-finance-prod", ...args);
/** Who holds what where, in a word each. */
const held = (rows) => rows.map((row) => `${row.principalName}: ${row.roleDefinitionName}`).sort();

test("list --all: every scope that bears on the subscription, with the names of roles and principals", async () => {
  const rows = await list("--all");
  const root = managementGroup(stage.sandbox.tenant.id);
  const owners = rows.find(({ principalName }) => principalName === "cloud-platform-owners");
  assert.deepEqual(
    { ...owners, createdOn: 0, createdBy: 0, updatedOn: 0, updatedBy: 0, name: 0, principalId: 0, id: 0 },
    {
      createdBy: 0,
      createdOn: 0,
      id: 0,
      name: 0,
      principalId: 0,
      principalName: "cloud-platform-owners",
      principalType: "Group",
      roleDefinitionId: roleDefinition(finance, OWNER),
      roleDefinitionName: "Owner",
      scope: root,
      type: "Microsoft.Authorization/roleAssignments",
      updatedBy: 0,
      updatedOn: 0,
    },
  );
  assert.match(owners.name, GUID);
  assert.match(owners.createdBy, GUID);
  assert.equal(owners.id, `${root}/providers/Microsoft.Authorization/roleAssignments/${owners.name}`);
  assert.ok(new Date(owners.createdOn) < new Date());
  // The role's id is the subscription's own, wherever the assignment stands: az joins them letter by letter.
  assert.deepEqual(rows.filter((row) => !row.roleDefinitionId.startsWith(`${finance}/providers/`)), []);
  assert.deepEqual(rows.filter((row) => !row.roleDefinitionName), []);
  const levels = new Set(rows.map(({ scope }) => scope.replace(/[^/]+$/, "")));
  assert.ok(levels.has("/") && levels.has("/subscriptions/") && levels.has(managementGroup("")), [...levels]);
  const nameless = rows.filter(({ principalName }) => !principalName);
  assert.equal(nameless.length, 4, "those who were deleted have no name");
  const conditional = rows.find(({ principalName }) => principalName === "external-consultants");
  assert.equal(conditional.conditionVersion, "2.0");
  assert.match(conditional.condition, /blobServices\/containers:name\] StringEquals 'invoices'/);
  assert.equal(conditional.resourceGroup, "rg-ledger-prod");
});

test("list --scope: what stands there and nothing else", async () => {
  const rows = await list("--scope", ledger);
  assert.deepEqual(held(rows), [
    "app-ledger-owners: Contributor",
    "app-ledger-owners: Role Based Access Control Administrator",
    "tomas.varga@contoso.example: Contributor",
  ]);
  assert.deepEqual(new Set(rows.map(({ scope }) => scope)), new Set([ledger]));
  const corp = await az.run("role", "assignment", "list", "--scope", managementGroup("contoso-corp"));
  assert.ok(held(corp).includes("katarzyna.nowak@contoso.example: Role Based Access Control Administrator"), held(corp));
  assert.deepEqual(corp.filter((row) => !row.roleDefinitionId.startsWith("/providers/")), []);
});

test("list --scope --include-inherited: what stands there and above, not below", async () => {
  const rows = await list("--scope", ledger, "--include-inherited");
  const above = ["/", managementGroup(stage.sandbox.tenant.id), managementGroup("contoso-landing-zones"), managementGroup("contoso-corp"), finance, ledger];
  assert.deepEqual(new Set(rows.map(({ scope }) => scope)), new Set(above));
});

test("list --assignee --all: one principal in the whole subscription", async () => {
  const rows = await list("--assignee", "tomas.varga@contoso.example", "--all");
  assert.deepEqual(rows.map((row) => [row.principalType, row.roleDefinitionName, row.scope]), [["User", "Contributor", ledger]]);
  const { client_id, object_id } = stage.sandbox.application("pipeline-ledger");
  const [pipeline, ...others] = await list("--assignee", client_id, "--all");
  assert.deepEqual([pipeline.principalId, pipeline.principalName, pipeline.principalType], [object_id, client_id, "ServicePrincipal"]);
  assert.deepEqual([pipeline.scope, others], [finance, []]);
});

test("list --assignee --scope: one principal at a scope", async () => {
  assert.deepEqual(held(await list("--assignee", "tomas.varga@contoso.example", "--scope", ledger)), [
    "tomas.varga@contoso.example: Contributor",
  ]);
  assert.deepEqual(await list("--assignee", "tomas.varga@contoso.example", "--scope", finance), []);
});

test("list --assignee --include-groups: what comes by groups, also by groups in groups", async () => {
  const rows = await list("--assignee", "hana.suzuki@contoso.example", "--include-groups", "--scope", ledger, "--include-inherited");
  assert.deepEqual(held(rows), ["cloud-readers: Reader"]);
  assert.deepEqual(await list("--assignee", "hana.suzuki@contoso.example", "--scope", ledger, "--include-inherited"), []);
});

test("list --role: one role by its name", async () => {
  const rows = await list("--role", "Contributor", "--scope", ledger);
  assert.deepEqual(held(rows), ["app-ledger-owners: Contributor", "tomas.varga@contoso.example: Contributor"]);
  assert.deepEqual(new Set(rows.map(({ roleDefinitionId }) => roleDefinitionId)), new Set([roleDefinition(finance, CONTRIBUTOR)]));
  assert.deepEqual(await list("--role", "Storage Blob Data Owner", "--scope", ledger), []);
});

test("list where one may not: Azure's refusal", async () => {
  const refused = await az.refused("role", "assignment", "list", "--scope", "/");
  const { client_id, object_id } = stage.sandbox.application("rolewright-deployer");
  assert.equal(refused.code, "AuthorizationFailed");
  assert.ok(
    refused.said.includes(
      `The client '${client_id}' with object id '${object_id}' does not have authorization to perform action ` +
        "'Microsoft.Authorization/roleAssignments/read' over scope '/' or the scope is invalid. " +
        "If access was recently granted, please refresh your credentials.",
    ),
    refused.said,
  );
});

test("list at the root: the role's id has nothing before it", async () => {
  const reader = await stage.signedIn("rolewright-reader");
  const rows = await reader.run("role", "assignment", "list", "--scope", "/");
  const { client_id } = stage.sandbox.application("rolewright-reader");
  const own = rows.find(({ principalName }) => principalName === client_id);
  assert.deepEqual([own.roleDefinitionId, own.roleDefinitionName, own.scope], [roleDefinition("/", READER), "Reader", "/"]);
});

test("principals by their names: ad user, group and sp", async () => {
  const user = await az.run("ad", "user", "show", "--id", "hana.suzuki@contoso.example");
  assert.deepEqual([user.displayName, user.userPrincipalName], ["Hana Suzuki", "hana.suzuki@contoso.example"]);
  const group = await az.run("ad", "group", "show", "--group", "cloud-readers");
  assert.deepEqual([group.displayName, group.securityEnabled], ["cloud-readers", true]);
  const members = await az.run("ad", "group", "member", "list", "--group", "cloud-readers");
  assert.deepEqual(members.map(({ displayName }) => displayName).sort(), ["app-ledger-owners", "cloud-platform-engineers", "security-operations"]);
  const groups = await az.run("ad", "user", "get-member-groups", "--id", "hana.suzuki@contoso.example");
  assert.deepEqual(groups.map(({ displayName }) => displayName).sort(), ["cloud-platform-engineers", "cloud-readers"]);
  const { client_id, object_id } = stage.sandbox.application("pipeline-ledger");
  const sp = await az.run("ad", "sp", "show", "--id", client_id);
  assert.deepEqual([sp.id, sp.appId, sp.displayName, sp.servicePrincipalType], [object_id, client_id, "pipeline-ledger", "Application"]);
  const refused = await az.refused("ad", "user", "show", "--id", "nobody@contoso.example");
  assert.match(refused.said, /Resource 'nobody@contoso\.example' does not exist or one of its queried reference-property objects are not present\./);
});
