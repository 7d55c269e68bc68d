// The condition "constrain roles and principal types", with the mouse and again with the keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Desk, Key } from "../harness.mjs";

const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

let desk;
before(async () => {
  desk = await Desk.start();
});
after(async () => {
  await desk?.stop();
});

/** What every way of building it must give. */
async function check(window) {
  const code = await window.codeBecomes((text) => text.includes(reader), "the role stands in the code");
  for (const [action, source] of [["write", "Request"], ["delete", "Resource"]]) {
    assert.ok(code.includes(`ActionMatches{'Microsoft.Authorization/roleAssignments/${action}'}`), code);
    assert.ok(code.includes(`@${source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId]`), code);
    assert.ok(code.includes(`@${source}[Microsoft.Authorization/roleAssignments:PrincipalType]`), code);
  }
  assert.equal(code.split("'ServicePrincipal'").length, 3);
  await window.click("tab", "Try it");
  await window.sees(/assign (and remove )?1 role|Reader/);
}

test("with the mouse", async () => {
  const window = await desk.open();
  try {
    await window.click("button", /^From a template/);
    await window.click("button", /^Constrain roles and principal types/);
    await window.click("button", "Choose roles");
    await window.click("option", /^Reader/);
    await window.press(Key.ESCAPE);
    await window.click("checkbox", "Service principal");
    const use = await window.get("button", /^(Open as a new draft|Use this condition)$/);
    await window.driver.wait(async () => (await use.getAttribute("aria-disabled")) !== "true", 5_000);
    await window.click("button", /^(Open as a new draft|Use this condition)$/);
    await check(window);
  } finally {
    await window.close();
  }
});

test("with the keyboard alone", async () => {
  const window = await desk.open();
  try {
    await window.get("button", /^From a template/);
    await window.tabTo(/^From a template/);
    await window.press(Key.ENTER);
    await window.get("button", /^Constrain roles and principal types/);
    await window.tabTo(/^Constrain roles and principal types/);
    await window.press(Key.ENTER);
    await window.get("button", "Choose roles");
    await window.tabTo("Choose roles");
    await window.press(Key.ENTER);
    await window.get("option", /^Reader/);
    await window.press(..."acdd72a7");
    await window.press(Key.ENTER);
    await window.press(Key.ESCAPE);
    await window.tabTo("Service principal");
    await window.press(Key.SPACE);
    await window.sees("'ServicePrincipal'");
    await window.tabTo(/^(Open as a new draft|Use this condition)$/);
    await window.press(Key.ENTER);
    await window.codeBecomes((text) => text.includes(reader), "the role stands in the code");
    await window.chord(Key.CONTROL, Key.PAGE_DOWN);
    await window.chord(Key.CONTROL, Key.PAGE_UP);
    await check(window);
  } finally {
    await window.close();
  }
});
