// The real `az` walks management groups, resource groups and resources.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage, managementGroup } from "./cli.mjs";

let stage;
let az;
before(async () => {
  stage = await Stage.start();
  az = await stage.signedIn();
});
after(() => stage?.stop());

const groups = (...args) => az.run("account", "management-group", ...args);
const TYPE = "Microsoft.Management/managementGroups";
const BELOW_ROOT = ["contoso", "contoso-corp", "contoso-decommissioned", "contoso-landing-zones", "contoso-online", "contoso-platform", "contoso-sandboxes"];

test("management-group list: those that may be read, after the provider is registered", async () => {
  const { id: tenantId } = stage.sandbox.tenant;
  // It registers the provider, waits, and asks until it is registered.
  const rows = await groups("list");
  assert.deepEqual(rows.map(({ name }) => name).sort(), [tenantId, ...BELOW_ROOT].sort());
  assert.deepEqual(
    rows.find(({ name }) => name === "contoso-corp"),
    { displayName: "Corp", id: managementGroup("contoso-corp"), name: "contoso-corp", tenantId, type: TYPE },
  );
  assert.deepEqual(await groups("list", "--no-register"), rows);
});

test("management-group show: its parent, and all that is below", async () => {
  const { id: tenantId } = stage.sandbox.tenant;
  const alone = await groups("show", "--name", "contoso-landing-zones", "--no-register");
  assert.deepEqual([alone.id, alone.displayName, alone.tenantId, alone.children], [managementGroup("contoso-landing-zones"), "Landing Zones", tenantId, null]);
  assert.deepEqual(alone.details.parent, { displayName: "Contoso", id: managementGroup("contoso"), name: "contoso" });
  const { children } = await groups("show", "--name", "contoso-landing-zones", "--expand", "--recurse", "--no-register");
  assert.deepEqual(children.map(({ name, type }) => [name, type]), [["contoso-corp", TYPE], ["contoso-online", TYPE]]);
  const [corp] = children;
  assert.deepEqual(corp.children.map(({ id, displayName, type }) => [id, displayName, type]), [
    [az.scope("corp-finance-prod"), "corp-finance-prod", "/subscriptions"],
    [az.scope("corp-finance-test"), "corp-finance-test", "/subscriptions"],
    [az.scope("corp-payroll-prod"), "corp-payroll-prod", "/subscriptions"],
    [az.scope("corp-data-prod"), "corp-data-prod", "/subscriptions"],
  ]);
  const root = await groups("show", "--name", tenantId, "--no-register");
  assert.equal(root.details.parent, null);
  const refused = await az.refused("account", "management-group", "show", "--name", "nowhere", "--no-register");
  assert.equal(refused.code, "AuthorizationFailed", refused.said);
});

test("management-group entities list: groups and subscriptions with their parents", async () => {
  const rows = await groups("entities", "list");
  assert.equal(rows.length, 8 + 12);
  const corp = rows.find(({ name }) => name === "contoso-corp");
  assert.deepEqual([corp.type, corp.displayName, corp.parent], [TYPE, "Corp", { id: managementGroup("contoso-landing-zones") }]);
  assert.deepEqual([corp.numberOfChildren, corp.numberOfChildGroups, corp.numberOfDescendants], [4, 0, 4]);
  assert.deepEqual(corp.parentNameChain, [stage.sandbox.tenant.id, "contoso", "contoso-landing-zones"]);
  const finance = rows.find(({ id }) => id === az.scope("corp-finance-prod"));
  assert.deepEqual([finance.type, finance.displayName, finance.parent], ["/subscriptions", "corp-finance-prod", { id: managementGroup("contoso-corp") }]);
});

test("group list and show", async () => {
  const at = ["--subscription", "corp-finance-prod"];
  const rows = await az.run("group", "list", ...at);
  assert.deepEqual(rows.map(({ name }) => name), ["rg-ledger-prod", "rg-reports-prod"]);
  const [ledger] = rows;
  assert.deepEqual(ledger, {
    id: az.scope("corp-finance-prod", "rg-ledger-prod"),
    location: "westeurope",
    managedBy: null,
    name: "rg-ledger-prod",
    properties: { provisioningState: "Succeeded" },
    tags: { dataClass: "confidential", environment: "prod", owner: "finance" },
    type: "Microsoft.Resources/resourceGroups",
  });
  assert.deepEqual(await az.run("group", "show", "--name", "rg-ledger-prod", ...at), ledger);
  assert.equal((await az.refused("group", "show", "--name", "rg-nowhere", ...at)).code, "ResourceGroupNotFound");
});

test("group create and delete", async () => {
  const at = ["--subscription", "sandbox-engineering"];
  const made = await az.run("group", "create", "--name", "rg-tried", "--location", "northeurope", "--tags", "owner=nobody", ...at);
  assert.deepEqual([made.id, made.location, made.tags], [az.scope("sandbox-engineering", "rg-tried"), "northeurope", { owner: "nobody" }]);
  assert.equal(await az.run("group", "exists", "--name", "rg-tried", ...at), true);
  await az.run("group", "delete", "--name", "rg-tried", "--yes", ...at);
  assert.equal(await az.run("group", "exists", "--name", "rg-tried", ...at), false);
});

test("resource list: of a subscription and of a group", async () => {
  const at = ["--subscription", "corp-finance-prod"];
  const all = await az.run("resource", "list", ...at);
  const ledger = await az.run("resource", "list", "--resource-group", "rg-ledger-prod", ...at);
  assert.ok(ledger.length > 0 && ledger.length < all.length, `${ledger.length} of ${all.length}`);
  assert.deepEqual(new Set(ledger.map(({ resourceGroup }) => resourceGroup)), new Set(["rg-ledger-prod"]));
  const account = ledger.find(({ name }) => name === "stledgerprod");
  assert.equal(account.id, `${az.scope("corp-finance-prod", "rg-ledger-prod")}/providers/Microsoft.Storage/storageAccounts/stledgerprod`);
  assert.deepEqual([account.type, account.location, account.provisioningState], ["Microsoft.Storage/storageAccounts", "westeurope", "Succeeded"]);
  const vaults = await az.run("resource", "list", "--resource-type", "Microsoft.KeyVault/vaults", ...at);
  assert.deepEqual(new Set(vaults.map(({ type }) => type)), new Set(["Microsoft.KeyVault/vaults"]));
});
