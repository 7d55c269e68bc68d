// An access review from the first sign-in to the restart: a person signs in by device code, reads the tenant, reads it
// again after a change, and reviews who holds a privileged role with Azure gone.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import path from "node:path";
import { after, before, test } from "node:test";
import { cli } from "../cli.mjs";
import { Desk, Key } from "../harness.mjs";
import { Sandbox } from "../sandbox.mjs";
import { bars, isRead, signInByDeviceCode, watchBars } from "../tenant.mjs";

let desk;
before(async () => {
  desk = await Desk.start();
});
after(async () => {
  await desk?.stop();
});

/** Filters the role assignments, waits until so many are left, and opens the first, by keyboard. */
async function filterAndOpen(window, filter, count) {
  await window.click("link", "Access");
  const field = await window.get("textbox", /^Filter/);
  await field.click();
  await window.press(...filter, Key.ENTER);
  await window.sees(new RegExp(`(^|\\D)${count} of [\\d,]+\\s*· filter: it is`));
  await window.press(Key.ARROW_DOWN, Key.ENTER);
  await window.get("region", "Where it comes from");
  assert.ok(await rowInSight(window), "the row is in sight");
}

/** Whether the row where one stands can be seen whole, below the header and above the foot. */
function rowInSight(window) {
  return window.driver.executeScript(`
    const grid = document.querySelector("[role=grid]");
    const row = document.getElementById(grid.getAttribute("aria-activedescendant")).getBoundingClientRect();
    const header = grid.querySelector("[role=columnheader]").getBoundingClientRect();
    return row.top >= header.bottom - 1 && row.bottom <= grid.getBoundingClientRect().bottom + 1;`);
}

test("a tenant is read twice, and reviewed without Azure", async () => {
  const data = desk.folder();
  const sandbox = await Sandbox.start(desk.folder(), "latency=15");
  const { name } = sandbox.tenant;
  let window = await desk.open({ data, page: null, sandbox: sandbox.file });
  try {
    await signInByDeviceCode(window, sandbox);
    await watchBars(window);
    await window.click("button", `Take a snapshot of ${name}`);
    await isRead(window);
    assert.deepEqual(await bars(window), [`Reading ${name}`], "a bar said how far it was");

    const { value } = await sandbox.call("GET", "/subscriptions?api-version=2022-12-01", "rolewright-deployer");
    const scope = value[0].id;
    const made = `${scope}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}?api-version=2022-04-01`;
    const reader = `${scope}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`;
    const { object_id } = sandbox.application("vulnerability-scanner");
    await sandbox.call("PUT", made, "rolewright-deployer", {
      properties: { roleDefinitionId: reader, principalId: object_id, principalType: "ServicePrincipal" },
    });
    await window.click("button", "Pull");
    await window.get("combobox", "Tenant to read");
    await window.press(Key.ENTER);
    await isRead(window, 2);
    await window.sees("1 granted");
    await window.click("tab", "Changes");
    await window.sees(/1 row/);
    await window.sees("Granted");
    await window.sees("vulnerability-scanner");

    await sandbox.stop();
    const listed = ["access", "list", "--database", path.join(data, "rolewright.db"), "--filter", "is:privileged", "--format", "json"];
    const held = JSON.parse(cli(listed));
    assert.ok(held.length > 10, `${held.length} privileged role assignments`);
    await filterAndOpen(window, "is:privileged", held.length);
    for (const key of [Key.ARROW_DOWN, Key.ARROW_UP]) {
      await window.press(...Array.from({ length: 30 }, () => key));
      assert.ok(await rowInSight(window), "the row is in sight wherever the keys lead");
    }
    await window.click("radio", "Question");
    const note = await window.get("textbox", "Note");
    await note.sendKeys("Who asked for this?");
    await window.click("button", "Save the note");
    await window.sees("Noted");
    await window.close();

    window = await desk.open({ data, page: null });
    await filterAndOpen(window, "is:in-question", 1);
    await window.sees("Who asked for this?");
    await window.sees(sandbox.tenant.people[0]);
  } finally {
    await window.close();
    await sandbox.stop();
  }
});
