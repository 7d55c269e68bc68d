// The real `az` reads role definitions and keeps a custom role.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GUID, READER, Stage, roleDefinition } from "./cli.mjs";

let stage;
let az;
let finance;
before(async () => {
  stage = await Stage.start();
  az = await stage.signedIn();
  finance = az.scope("corp-finance-prod");
});
after(() => stage?.stop());

const at = ["--subscription", "corp-finance-prod"];
const definition = (verb, ...args) => az.run("role", "definition", verb, ...at, ...args);

test("list: every built-in role and the custom ones that can be assigned there", async () => {
  const rows = await definition("list");
  assert.ok(rows.length > 100, `${rows.length} roles`);
  assert.deepEqual(rows.filter(({ id }) => !id.startsWith(`${finance}/providers/Microsoft.Authorization/roleDefinitions/`)), []);
  assert.deepEqual(new Set(rows.map(({ roleType }) => roleType)), new Set(["BuiltInRole", "CustomRole"]));
  assert.ok(rows.every(({ roleName, permissions, assignableScopes }) => roleName && permissions.length > 0 && assignableScopes.length > 0));
  const reader = rows.find(({ name }) => name === READER);
  assert.deepEqual([reader.roleName, reader.assignableScopes], ["Reader", ["/"]]);
  const [{ actions, notActions, dataActions, notDataActions }] = reader.permissions;
  assert.deepEqual([actions, notActions, dataActions, notDataActions], [["*/read"], [], [], []]);
});

test("list --name and --custom-role-only", async () => {
  const [row, ...others] = await definition("list", "--name", "Legacy VM Operator");
  assert.deepEqual(others, []);
  assert.equal(row.id, roleDefinition(finance, row.name));
  assert.deepEqual([row.roleType, row.description], ["CustomRole", "Starts and stops the virtual machines of the ledger."]);
  assert.deepEqual(row.assignableScopes, [finance, az.scope("corp-finance-test")]);
  assert.deepEqual(row.permissions[0].actions, ["Microsoft.Compute/virtualMachines/*", "*/read", "Microsoft.Authorization/*/write"]);
  assert.deepEqual(row.permissions[0].notActions, ["Microsoft.Compute/virtualMachines/delete"]);
  const [reader] = await definition("list", "--name", READER);
  assert.equal(reader.roleName, "Reader");
  const custom = await definition("list", "--custom-role-only", "true");
  assert.deepEqual(custom.map(({ roleName }) => roleName).sort(), ["Cost Exporter", "Legacy VM Operator", "Network Peering Operator"]);
  assert.deepEqual(await definition("list", "--name", "No such role"), []);
});

test("show by scope and name, and by id", async () => {
  const byName = await az.run("role", "definition", "show", "--scope", finance, "--name", READER);
  assert.deepEqual([byName.roleName, byName.id], ["Reader", roleDefinition(finance, READER)]);
  const reader = await stage.signedIn("rolewright-reader");
  const byId = await reader.run("role", "definition", "show", "--id", roleDefinition("/", READER));
  assert.deepEqual([byId.roleName, byId.id], ["Reader", roleDefinition("/", READER)]);
  const unknown = "11111111-2222-4333-8444-555555555555";
  const refused = await az.refused("role", "definition", "show", "--scope", finance, "--name", unknown);
  assert.equal(refused.code, "RoleDefinitionDoesNotExist", refused.said);
});

const CLERK = {
  Name: "Ledger Clerk",
  Description: "reads the ledger",
  Actions: ["Microsoft.Storage/storageAccounts/read"],
  NotActions: [],
  DataActions: ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"],
  NotDataActions: [],
};

test("create, update, delete a custom role", async () => {
  const clerk = { ...CLERK, AssignableScopes: [finance] };
  const made = await definition("create", "--role-definition", JSON.stringify(clerk));
  assert.match(made.name, GUID);
  assert.equal(made.id, roleDefinition(finance, made.name));
  assert.deepEqual([made.roleName, made.roleType, made.description], ["Ledger Clerk", "CustomRole", "reads the ledger"]);
  assert.deepEqual(made.assignableScopes, [finance]);
  assert.equal(made.createdBy, stage.sandbox.application("rolewright-deployer").object_id);
  const [{ actions, dataActions }] = made.permissions;
  assert.deepEqual([actions, dataActions], [clerk.Actions, clerk.DataActions]);

  const twice = await az.refused("role", "definition", "create", ...at, "--role-definition", JSON.stringify(clerk));
  assert.equal(twice.code, "RoleDefinitionWithSameNameExists", twice.said);

  const more = { ...clerk, Description: "reads the ledger and its keys", Actions: [...clerk.Actions, "Microsoft.KeyVault/vaults/read"] };
  const changed = await definition("update", "--role-definition", JSON.stringify(more));
  assert.deepEqual([changed.name, changed.description, changed.createdOn], [made.name, more.Description, made.createdOn]);
  assert.deepEqual(changed.permissions[0].actions, more.Actions);
  assert.ok(new Date(changed.updatedOn) > new Date(changed.createdOn));
  const [kept] = await definition("list", "--name", "Ledger Clerk");
  assert.deepEqual([kept.description, kept.permissions[0].actions], [more.Description, more.Actions]);

  const holder = ["--assignee", "tomas.varga@contoso.example", "--role", "Ledger Clerk", "--scope", finance];
  await az.run("role", "assignment", "create", ...holder);
  const used = await az.refused("role", "definition", "delete", ...at, "--name", "Ledger Clerk");
  assert.equal(used.code, "RoleDefinitionHasAssignments", used.said);
  await az.run("role", "assignment", "delete", ...holder);
  await definition("delete", "--name", "Ledger Clerk");
  assert.deepEqual(await definition("list", "--name", "Ledger Clerk"), []);
});
