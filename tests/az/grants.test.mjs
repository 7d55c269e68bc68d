// The real `az` grants, changes and takes away role assignments, and reads in the activity log that it did.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GUID, READER, Stage, managementGroup, roleDefinition } from "./cli.mjs";

let stage;
let az;
let finance;
let reports;
let varga;
before(async () => {
  stage = await Stage.start();
  az = await stage.signedIn();
  finance = az.scope("corp-finance-prod");
  reports = az.scope("corp-finance-prod", "rg-reports-prod");
  ({ id: varga } = await az.run("ad", "user", "show", "--id", "tomas.varga@contoso.example"));
});
after(() => stage?.stop());

const assignment = (verb, ...args) => az.run("role", "assignment", verb, ...args);
const refused = (verb, ...args) => az.refused("role", "assignment", verb, ...args);
const of = (scope) => assignment("list", "--scope", scope, "--assignee", varga);
const readerOf = ["--role", "Reader", "--assignee-object-id"];
const user = ["--assignee-principal-type", "User"];
const CONTAINER =
  "((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'})) OR " +
  "(@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'reports'))";

test("create --role NAME with a condition: the whole assignment comes back and is kept", async () => {
  const made = await assignment(
    "create", "--role", "Storage Blob Data Reader", "--assignee", "tomas.varga@contoso.example", "--scope", reports,
    "--description", "quarterly reports", "--condition", CONTAINER, "--condition-version", "2.0",
  );
  assert.deepEqual(
    { ...made, createdOn: 0, updatedOn: 0, name: 0, id: 0 },
    {
      condition: CONTAINER,
      conditionVersion: "2.0",
      createdBy: null,
      createdOn: 0,
      delegatedManagedIdentityResourceId: null,
      description: "quarterly reports",
      id: 0,
      name: 0,
      principalId: varga,
      principalType: "User",
      resourceGroup: "rg-reports-prod",
      roleDefinitionId: roleDefinition(finance, "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"),
      scope: reports,
      systemData: null,
      type: "Microsoft.Authorization/roleAssignments",
      updatedBy: stage.sandbox.application("rolewright-deployer").object_id,
      updatedOn: 0,
    },
  );
  assert.match(made.name, GUID);
  assert.equal(made.id, `${reports}/providers/Microsoft.Authorization/roleAssignments/${made.name}`);
  assert.ok(Math.abs(Date.now() - new Date(made.createdOn)) < 60_000, made.createdOn);
  const [kept, ...others] = await of(reports);
  assert.deepEqual(others, []);
  assert.deepEqual([kept.id, kept.condition, kept.description], [made.id, CONTAINER, "quarterly reports"]);
  assert.equal(kept.roleDefinitionName, "Storage Blob Data Reader");
  assert.equal(kept.createdBy, stage.sandbox.application("rolewright-deployer").object_id, "reading says who made it");
});

test("create again: the one that is there is found by the code RoleAssignmentExists", async () => {
  const [there] = await of(reports);
  const again = await assignment("create", "--role", "Storage Blob Data Reader", "--assignee", "tomas.varga@contoso.example", "--scope", reports);
  assert.deepEqual([again.id, again.condition], [there.id, CONTAINER]);
  assert.equal((await of(reports)).length, 1);
});

test("create with a condition that is none, with a role or for somebody that nobody knows", async () => {
  const condition = ["--condition", "@Resource[a] StringEquals", "--condition-version", "2.0"];
  const bad = await refused("create", ...readerOf, varga, ...user, "--scope", reports, ...condition);
  assert.equal(bad.code, "InvalidRoleAssignmentCondition", bad.said);
  const stranger = "11111111-2222-4333-8444-555555555555";
  const nobody = await refused("create", ...readerOf, stranger, ...user, "--scope", reports);
  assert.equal(nobody.code, "PrincipalNotFound", nobody.said);
  assert.match(nobody.said, new RegExp(`Principal ${stranger.replaceAll("-", "")} does not exist in the directory`));
  const role = await refused("create", "--role", stranger, "--assignee-object-id", varga, ...user, "--scope", reports);
  assert.equal(role.code, "RoleDefinitionDoesNotExist", role.said);
  assert.match((await refused("create", "--role", "No such role", "--assignee-object-id", varga, "--scope", reports)).said, /Role 'No such role' doesn't exist/);
});

test("create --role GUID at a management group: the id keeps the group's form", async () => {
  const scope = managementGroup("contoso-corp");
  const made = await assignment("create", "--role", READER, "--assignee-object-id", varga, ...user, "--scope", scope);
  assert.deepEqual([made.roleDefinitionId, made.scope], [roleDefinition("/", READER), scope]);
  assert.equal(made.id, `${scope}/providers/Microsoft.Authorization/roleAssignments/${made.name}`);
});

test("create --role GUID at the root, by an administrator who has elevated their access", async () => {
  const administrator = stage.az();
  await administrator.signInAs("amara.okafor@contoso.example");
  const at = ["--scope", "/"];
  const before = await administrator.refused("role", "assignment", "create", ...readerOf, varga, ...user, ...at);
  assert.equal(before.code, "AuthorizationFailed");
  await administrator.run("rest", "--method", "post", "--url", "/providers/Microsoft.Authorization/elevateAccess?api-version=2016-07-01");
  const made = await administrator.run("role", "assignment", "create", "--role", READER, "--assignee-object-id", varga, ...user, ...at);
  assert.deepEqual([made.roleDefinitionId, made.scope], [roleDefinition("/", READER), "/"]);
  assert.equal(made.id, `/providers/Microsoft.Authorization/roleAssignments/${made.name}`);
  await administrator.run("role", "assignment", "delete", "--ids", made.id);
  const rows = await administrator.run("role", "assignment", "list", ...at);
  assert.deepEqual(rows.filter(({ principalId }) => principalId === varga), []);
  const elevated = rows.find(({ principalName }) => principalName === "amara.okafor@contoso.example");
  assert.equal(elevated.roleDefinitionName, "User Access Administrator");
});

test("update: description and condition are written, the rest stays", async () => {
  const [there] = await of(reports);
  const changed = { ...there, description: "yearly reports", condition: CONTAINER.replace("'reports'", "'years'") };
  const answer = await assignment("update", "--role-assignment", JSON.stringify(changed));
  const [kept] = await of(reports);
  for (const row of [answer, kept]) {
    assert.deepEqual([row.id, row.description, row.condition, row.conditionVersion], [there.id, "yearly reports", changed.condition, "2.0"]);
    assert.deepEqual([row.principalId, row.roleDefinitionId, row.createdOn], [varga, there.roleDefinitionId, there.createdOn]);
    assert.ok(new Date(row.updatedOn) > new Date(row.createdOn));
  }
  const other = await refused("update", "--role-assignment", JSON.stringify({ ...there, roleDefinitionId: roleDefinition(finance, READER) }));
  assert.equal(other.code, "RoleAssignmentUpdateNotPermitted", other.said);
});

test("list-changelogs: what was granted and taken away, by whom", async () => {
  const log = () => assignment("list-changelogs", "--subscription", "corp-finance-prod");
  const granted = (await log()).filter(({ action }) => action === "Granted");
  assert.equal(granted.length, 2, "made, then changed");
  for (const entry of granted) {
    assert.deepEqual(
      { ...entry, timestamp: 0 },
      {
        action: "Granted",
        caller: stage.sandbox.application("rolewright-deployer").object_id,
        principalId: varga,
        principalName: "tomas.varga@contoso.example",
        roleDefinitionId: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
        roleName: "Storage Blob Data Reader",
        scope: reports,
        scopeName: "rg-reports-prod",
        scopeType: "Resource group",
        timestamp: 0,
      },
    );
  }
  const [{ id }] = await of(reports);
  await assignment("delete", "--ids", id);
  const revoked = (await log()).filter(({ action }) => action === "Revoked");
  assert.deepEqual(revoked.map((entry) => [entry.principalName, entry.roleName, entry.scope]), [
    ["tomas.varga@contoso.example", "Storage Blob Data Reader", reports],
  ]);
});

test("delete --ids: gone, and no harm where it was not there", async () => {
  const made = await assignment("create", ...readerOf, varga, ...user, "--scope", reports);
  await assignment("delete", "--ids", made.id);
  assert.deepEqual(await of(reports), []);
  await assignment("delete", "--ids", made.id);
});

test("delete --assignee --role --scope: that one and no other", async () => {
  await assignment("create", ...readerOf, varga, ...user, "--scope", reports);
  await assignment("create", "--role", "Contributor", "--assignee-object-id", varga, ...user, "--scope", reports);
  await assignment("delete", "--assignee", "tomas.varga@contoso.example", "--role", "Reader", "--scope", reports);
  const left = await of(reports);
  assert.deepEqual(left.map(({ roleDefinitionName }) => roleDefinitionName), ["Contributor"]);
  await assignment("delete", "--assignee", "tomas.varga@contoso.example", "--scope", reports);
  assert.deepEqual(await of(reports), []);
});

test("delete below a lock: refused with the scope that is locked", async () => {
  const ledger = az.scope("corp-finance-prod", "rg-ledger-prod");
  const said = await refused("delete", "--assignee", "tomas.varga@contoso.example", "--role", "Contributor", "--scope", ledger);
  assert.equal(said.code, "ScopeLocked");
  assert.ok(said.said.includes(`cannot perform delete operation because following scope(s) are locked: '${ledger}'. Please remove the lock and try again.`), said.said);
  assert.equal((await of(ledger)).length, 1);
});

test("a delegate gives what their condition allows and nothing else", async () => {
  const ledger = az.scope("corp-finance-prod", "rg-ledger-prod");
  const { id: developers } = await az.run("ad", "group", "show", "--group", "app-ledger-developers");
  const delegate = stage.az();
  await delegate.signInAs("valentina.rossi@contoso.example");
  const give = (role, type, who) => ["role", "assignment", "create", "--role", role, "--assignee-principal-type", type, "--assignee-object-id", who, "--scope", ledger];
  for (const more of [give("Owner", "Group", developers), give("Storage Blob Data Reader", "User", varga)]) {
    const { code, said } = await delegate.refused(...more);
    assert.equal(code, "AuthorizationFailed");
    assert.match(said, /does not have authorization or an ABAC condition not fulfilled to perform action 'Microsoft\.Authorization\/roleAssignments\/write'/);
  }
  const made = await delegate.run(...give("Storage Blob Data Reader", "Group", developers));
  assert.deepEqual([made.principalId, made.principalType, made.scope], [developers, "Group", ledger]);
});
