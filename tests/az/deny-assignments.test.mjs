// The real `az` reads deny assignments and keeps one of its own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GUID, Stage } from "./cli.mjs";

let stage;
let az;
let shop;
let reports;
before(async () => {
  stage = await Stage.start();
  az = await stage.signedIn();
  shop = az.scope("online-shop-prod", "rg-shop-prod");
  reports = az.scope("corp-finance-prod", "rg-reports-prod");
});
after(() => stage?.stop());

const deny = (verb, ...args) => az.run("role", "deny-assignment", verb, ...args);

const stack = () => ({
  denyAssignmentName: "Deny assignment of deployment stack 'shop-shared'",
  description: "Created by a deployment stack; denies to delete what it manages.",
  doNotApplyToChildScopes: false,
  excludePrincipals: [{ id: stage.sandbox.application("terraform-landing-zones").object_id, type: "ServicePrincipal" }],
  isSystemProtected: true,
  permissions: [{ actions: ["*/delete"], dataActions: [], notActions: ["Microsoft.Authorization/locks/delete"], notDataActions: [] }],
  principals: [{ id: "00000000-0000-0000-0000-000000000000", type: "SystemDefined" }],
  resourceGroup: "rg-shop-prod",
  scope: shop,
  type: "Microsoft.Authorization/denyAssignments",
});

test("list, list --scope and show", async () => {
  const [row, ...others] = await deny("list", "--subscription", "online-shop-prod");
  assert.deepEqual(others, []);
  const { id, name, createdOn, updatedOn, ...rest } = row;
  assert.match(name, GUID);
  assert.equal(id, `${shop}/providers/Microsoft.Authorization/denyAssignments/${name}`);
  assert.deepEqual(rest, stack());
  assert.deepEqual(createdOn, updatedOn);
  assert.deepEqual(await deny("list", "--scope", shop), [row]);
  assert.deepEqual(await deny("list", "--scope", shop, "--filter", "atScope()"), [row]);
  assert.deepEqual(await deny("list", "--subscription", "sandbox-engineering"), []);
  assert.deepEqual(await deny("show", "--id", id), row);
  assert.deepEqual(await deny("show", "--scope", shop, "--name", name), row);
});

test("create, then it holds, then delete", async () => {
  const { id: varga } = await az.run("ad", "user", "show", "--id", "tomas.varga@contoso.example");
  const made = await deny(
    "create", "--name", "no locks for T. Varga", "--scope", reports, "--description", "until the audit is closed",
    "--actions", "Microsoft.Authorization/locks/*", "--principal-object-id", varga, "--principal-type", "User",
  );
  const { id, name, denyAssignmentName, scope, isSystemProtected, principals, permissions } = made;
  assert.equal(id, `${reports}/providers/Microsoft.Authorization/denyAssignments/${name}`);
  assert.deepEqual([denyAssignmentName, scope, isSystemProtected], ["no locks for T. Varga", reports, false]);
  assert.deepEqual(principals.map((principal) => [principal.id, principal.type]), [[varga, "User"]]);
  assert.deepEqual(permissions[0].actions, ["Microsoft.Authorization/locks/*"]);
  assert.equal((await deny("show", "--id", id)).description, "until the audit is closed");

  await az.run("role", "assignment", "create", "--role", "Owner", "--assignee", "tomas.varga@contoso.example", "--scope", reports);
  const person = stage.az();
  await person.signInAs("tomas.varga@contoso.example");
  const lock = ["lock", "create", "--name", "mine", "--lock-type", "CanNotDelete", "--resource-group", "rg-reports-prod", "--subscription", "corp-finance-prod"];
  const refused = await person.refused(...lock);
  assert.equal(refused.code, "DenyAssignmentAuthorizationFailed", refused.said);
  assert.match(refused.said, new RegExp(`deny assignment with name 'no locks for T\\. Varga' and Id '${name.replaceAll("-", "")}'`));

  await deny("delete", "--id", id, "--yes");
  assert.deepEqual(await deny("list", "--scope", reports), []);
  assert.equal((await person.run(...lock)).name, "mine");
});

test("what the system protects stays", async () => {
  const [{ id }] = await deny("list", "--scope", shop);
  const refused = await az.refused("role", "deny-assignment", "delete", "--id", id, "--yes");
  assert.ok(refused.code, refused.said);
  assert.equal((await deny("show", "--id", id)).id, id);
});
