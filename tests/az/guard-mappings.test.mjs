// The real `az` unlinks a vault from a Resource Guard in another tenant and links it again, as the two people may.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage } from "./cli.mjs";

let stage;
let az;
let rosa;
let samir;
before(async () => {
  stage = await Stage.start();
  az = await stage.signedIn();
  [rosa, samir] = [stage.az(), stage.az()];
  await rosa.signInAs("rosa.delgado@contoso.example");
  await samir.signInAs("samir.nasser@contoso.example");
});
after(() => stage?.stop());

const west = ["--name", "rsv-platform-weu", "--resource-group", "rg-backup-weu", "--subscription", "platform-management"];
const north = ["--name", "rsv-platform-neu", "--resource-group", "rg-backup-neu", "--subscription", "platform-management"];
const never = ["--name", "rsv-ledger", "--resource-group", "rg-ledger-prod", "--subscription", "corp-finance-prod"];
const mapping = (verb, ...args) => ["backup", "vault", "resource-guard-mapping", verb, ...args];
const there = () => ["--tenant-id", stage.sandbox.facts.tenants[1].id];
const operation = (name) => `Microsoft.RecoveryServices/vaults/${name}`;

test("show: the guard and what it asks consent for", async () => {
  const { id, name, type, properties } = await az.run(...mapping("show", ...west));
  const vault = `${az.scope("platform-management", "rg-backup-weu")}/providers/Microsoft.RecoveryServices/vaults/rsv-platform-weu`;
  assert.deepEqual([id, name, type], [`${vault}/backupResourceGuardProxies/VaultProxy`, "VaultProxy", "Microsoft.RecoveryServices/vaults/backupResourceGuardProxies"]);
  const guard = properties.resourceGuardResourceId;
  assert.match(guard, /\/resourceGroups\/rg-guards-weu\/providers\/Microsoft\.DataProtection\/resourceGuards\/guard-weu$/);
  const asked = new Map(properties.resourceGuardOperationDetails.map((detail) => [detail.vaultCriticalOperation, detail.defaultResourceRequest]));
  assert.equal(asked.get(operation("backupResourceGuardProxies/delete")), `${guard}/deleteResourceGuardProxyRequests/default`);
  assert.equal(asked.get(operation("backupconfig/write")), `${guard}/disableSoftDeleteRequests/default`);
  assert.equal(asked.get(operation("backupPolicies/write")), `${guard}/updateProtectionPolicyRequests/default`);
  const open = await az.run(...mapping("show", ...north));
  const left = open.properties.resourceGuardOperationDetails.map((detail) => detail.vaultCriticalOperation);
  assert.ok(!left.includes(operation("backupPolicies/write")), "this guard leaves policies open");
});

test("show: a vault that is linked to nothing", async () => {
  assert.match((await az.refused(...mapping("show", ...never))).said, /invalid status 'Not Found'/);
});

test("delete: not by a backup administrator who may only read the guard, nor without the guard's tenant", async () => {
  await az.run("lock", "delete", "--name", "backup-do-not-delete", "--resource-group", "rg-backup-weu", "--subscription", "platform-management");
  const refused = await samir.refused(...mapping("delete", ...west, ...there(), "--yes"));
  assert.equal(refused.code, "LinkedAuthorizationFailed", refused.said);
  const vault = `${az.scope("platform-management", "rg-backup-weu")}/providers/Microsoft.RecoveryServices/vaults/rsv-platform-weu`;
  assert.ok(refused.said.includes(`on scope '${vault}/backupResourceGuardProxies/VaultProxy'; however, it does not have permission`), refused.said);
  assert.match(refused.said, /on the '1' linked scope\(s\) '\S+\/guard-weu\/deleteResourceGuardProxyRequests\/default'/);
  assert.equal((await rosa.refused(...mapping("delete", ...west, "--yes"))).code, "LinkedAuthorizationFailed");
  assert.equal((await rosa.refused(...mapping("delete", ...north, ...there(), "--yes"))).code, "LinkedAuthorizationFailed");
});

test("delete and update: by the one who holds both halves", async () => {
  const { properties } = await rosa.run(...mapping("show", ...west));
  const guard = ["--resource-guard-id", properties.resourceGuardResourceId];
  await rosa.run(...mapping("delete", ...west, ...there(), "--yes"));
  assert.match((await rosa.refused(...mapping("show", ...west))).said, /invalid status 'Not Found'/);
  assert.match((await rosa.refused(...mapping("delete", ...west, ...there(), "--yes"))).said, /does not have any Resource Guard Mapping/);
  const again = await samir.run(...mapping("update", ...west, ...there(), ...guard));
  assert.deepEqual(again.properties.resourceGuardOperationDetails, properties.resourceGuardOperationDetails);
  const twice = await rosa.run(...mapping("update", ...west, ...there(), ...guard));
  assert.equal(twice.properties.resourceGuardResourceId, properties.resourceGuardResourceId);
});

test("delete: held by a lock", async () => {
  await az.run("lock", "create", "--name", "held", "--lock-type", "CanNotDelete", "--resource-group", "rg-backup-weu", "--subscription", "platform-management");
  assert.equal((await rosa.refused(...mapping("delete", ...west, ...there(), "--yes"))).code, "ScopeLocked");
});

test("update: the guard has to be readable and in the vault's region", async () => {
  const { properties } = await az.run(...mapping("show", ...north));
  const guard = ["--resource-guard-id", properties.resourceGuardResourceId];
  assert.equal((await az.refused(...mapping("update", ...never, ...guard))).code, "LinkedAuthorizationFailed");
});
