// The real `az` reads lists that are longer than a page, waits where it is throttled, and lives with a closed Graph.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Stage } from "./cli.mjs";

/** Runs with a sandbox of these options and an `az` that is signed in to it. */
async function on(options, run) {
  const stage = await Stage.start(...options);
  try {
    await run(await stage.signedIn(), stage);
  } finally {
    await stage.stop();
  }
}

test("a list of several pages comes whole, each row once", () =>
  on(["--assignments", "9000"], async (az) => {
    const counts = [];
    for (const name of Object.keys(az.subscriptions)) {
      const rows = await az.run("role", "assignment", "list", "--all", "--subscription", name, "--fill-principal-name", "false");
      assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length, name);
      assert.deepEqual(rows.filter((row) => !row.roleDefinitionName || !row.principalId), [], name);
      counts.push(rows.length);
      if (rows.length > 2000) return;
    }
    assert.fail(`no subscription has more than two pages: ${counts}`);
  }));

test("a throttled call is made again after the time that the answer names", () =>
  on(["--fault", "throttle=1,at=roleAssignments,times=2"], async (az) => {
    const started = Date.now();
    const rows = await az.run("role", "assignment", "list", "--scope", az.scope("corp-finance-prod", "rg-ledger-prod"));
    assert.equal(rows.length, 3);
    assert.ok(Date.now() - started >= 2000, "it has waited twice");
  }));

test("a call that is throttled for good fails with Azure's code", () =>
  on(["--fault", "throttle=0,at=roleAssignments"], async (az) => {
    const refused = await az.refused("role", "assignment", "list", "--scope", az.scope("corp-finance-prod"));
    assert.match(refused.said, /TooManyRequests/);
  }));

test("where Graph says no, assignments come without the names of principals", () =>
  on(["--fault", "server-error=500,at=getByIds"], async (az) => {
    const rows = await az.run("role", "assignment", "list", "--scope", az.scope("corp-finance-prod", "rg-ledger-prod"));
    assert.deepEqual(rows.map((row) => [row.roleDefinitionName, row.principalName]).sort(), [
      ["Contributor", undefined],
      ["Contributor", undefined],
      ["Role Based Access Control Administrator", undefined],
    ]);
  }));
