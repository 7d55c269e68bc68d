// The real `az` lists locks where they are, keeps its own, and is held by them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage } from "./cli.mjs";

let stage;
let az;
let ledger;
before(async () => {
  stage = await Stage.start();
  az = await stage.signedIn();
  ledger = az.scope("corp-finance-prod", "rg-ledger-prod");
});
after(() => stage?.stop());

const at = ["--subscription", "corp-finance-prod"];
const lock = (verb, ...args) => az.run("lock", verb, ...at, ...args);
const group = ["--resource-group", "rg-ledger-prod"];
const account = [...group, "--resource", "stledgerprod", "--resource-type", "Microsoft.Storage/storageAccounts"];
const locks = "providers/Microsoft.Authorization/locks";
const AUDIT = () => ({
  id: `${ledger}/${locks}/ledger-do-not-delete`,
  level: "CanNotDelete",
  name: "ledger-do-not-delete",
  notes: "audit finding 2031",
  owners: null,
  resourceGroup: "rg-ledger-prod",
  type: "Microsoft.Authorization/locks",
});
const KEYS = () => ({
  ...AUDIT(),
  id: `${ledger}/providers/Microsoft.KeyVault/vaults/kv-ledger-prod/${locks}/ledger-keys-frozen`,
  level: "ReadOnly",
  name: "ledger-keys-frozen",
  notes: null,
});

test("list: all in the subscription, all in a group, those that hold a resource", async () => {
  assert.deepEqual(await lock("list"), [AUDIT(), KEYS()]);
  assert.deepEqual(await lock("list", ...group), [AUDIT(), KEYS()]);
  assert.deepEqual(await lock("list", ...account), [AUDIT()], "its own and inherited ones");
  assert.deepEqual(await lock("list", "--resource-group", "rg-reports-prod"), []);
});

test("create, show, update, delete at a group", async () => {
  const made = await lock("create", "--name", "quarter", "--lock-type", "CanNotDelete", "--notes", "until the quarter is closed", ...group);
  const wanted = { ...AUDIT(), id: `${ledger}/${locks}/quarter`, name: "quarter", notes: "until the quarter is closed" };
  assert.deepEqual(made, wanted);
  assert.deepEqual(await lock("show", "--name", "quarter", ...group), wanted);
  const changed = await lock("update", "--name", "quarter", "--lock-type", "ReadOnly", "--notes", "closing", ...group);
  assert.deepEqual(changed, { ...wanted, level: "ReadOnly", notes: "closing" });
  await lock("delete", "--name", "quarter", ...group);
  assert.deepEqual(await lock("list", ...group), [AUDIT(), KEYS()]);
  const refused = await az.refused("lock", "show", ...at, "--name", "quarter", ...group);
  assert.equal(refused.code, "LockNotFound", refused.said);
});

test("create, show, delete at a resource and at the subscription", async () => {
  const made = await lock("create", "--name", "frozen", "--lock-type", "ReadOnly", ...account);
  assert.equal(made.id.toLowerCase(), `${ledger}/providers/microsoft.storage/storageaccounts/stledgerprod/${locks}/frozen`.toLowerCase());
  assert.deepEqual([made.level, made.notes], ["ReadOnly", null]);
  assert.deepEqual(await lock("show", "--name", "frozen", ...account), made);
  assert.deepEqual((await lock("list", ...account)).map(({ name }) => name).sort(), ["frozen", "ledger-do-not-delete"]);
  await lock("delete", "--ids", made.id);
  assert.deepEqual(await lock("list", ...account), [AUDIT()]);
  const whole = await lock("create", "--name", "whole", "--lock-type", "CanNotDelete");
  assert.equal(whole.id, `${az.scope("corp-finance-prod")}/${locks}/whole`);
  await lock("delete", "--name", "whole");
  assert.equal((await lock("list")).length, 2);
});

test("a lock holds what it says it holds", async () => {
  const id = `${ledger}/providers/Microsoft.KeyVault/vaults/kv-ledger-prod`;
  const refused = await az.refused("rest", "--method", "delete", "--url", `${id}?api-version=2023-07-01`);
  assert.match(refused.said, /"code":\s*"ScopeLocked"/);
  assert.ok(refused.said.includes(`The scope '${id}' cannot perform delete operation because following scope(s) are locked:`), refused.said);
});
