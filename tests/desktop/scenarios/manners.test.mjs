// What every page owes: the next problem by key, builder and code that point at each other, ids whole on copy,
// shortcuts that can be seen and changed, and a page that comes back as it was left.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By, Desk, Key } from "../harness.mjs";

const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const unknown = "11111111-2222-4333-8444-555555555555";
const role = "Microsoft.Authorization/roleAssignments:RoleDefinitionId";
const row = `@Request[${role}] ForAnyOfAnyValues:GuidEquals {${reader}, ${unknown}, ${reader}}`;
const condition = `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (${row}))`;

let desk;
let data;
let window;
before(async () => {
  desk = await Desk.start();
  data = desk.folder();
  window = await desk.open({ data });
});
after(async () => {
  await window?.close();
  await desk?.stop();
});

const becomes = (what, script, ...args) => window.driver.wait(() => window.driver.executeScript(script, ...args), 20_000, what);
const rowAt = (path) => window.driver.findElement(By.css(`[data-path="${path}"]`));

test("F8 goes from problem to problem, Shift+F8 back", async () => {
  await window.start(condition);
  await window.get("button", /L\d+ redundant-value/);
  const focused = "return document.activeElement?.dataset?.problemIndex === arguments[0]";
  await window.press(Key.F8);
  await becomes("the first problem has the focus", focused, "0");
  await window.press(Key.F8);
  await becomes("the second problem has the focus", focused, "1");
  await window.chord(Key.SHIFT, Key.F8);
  await becomes("the first problem has the focus again", focused, "0");
});

test("builder and code point at each other", async () => {
  await window.click("tab", "Code");
  await window.driver.actions().move({ origin: await rowAt("0.0") }).perform();
  const linked = 'return [...document.querySelectorAll(".cm-rw-linked")].map((e) => e.textContent).join("") === arguments[0]';
  await becomes("the row's text is lit in the code", linked, row);
  await window.driver.actions().move({ x: 5, y: 400 }).perform();
  const editor = await window.get("textbox", "Condition");
  await editor.click();
  await window.chord(Key.CONTROL, Key.END);
  const lit = 'return getComputedStyle(document.querySelector(`[data-path="${arguments[0]}"]`)).boxShadow !== "none"';
  await window.press(Key.ARROW_LEFT, Key.ARROW_LEFT, Key.ARROW_LEFT, Key.ARROW_LEFT);
  await becomes("the row of the cursor is lit in the builder", lit, "0.0");
});

test("an id is shortened where it is shown, whole in the tooltip and on copy", async () => {
  const chip = await window.driver.findElement(By.css(`[data-path="0.0"] [title^="${unknown}"]`));
  assert.equal((await chip.getText()).trim(), "11111111…5555");
  await window.driver.executeScript("arguments[0].focus()", await rowAt("0.0"));
  await window.chord(Key.CONTROL, "c");
  await window.sees("The row's text is copied");
  assert.equal(await desk.clipboard(), row);
});

test("shortcuts are seen and changed; draft, tab and key are as they were after a restart", async () => {
  await window.chord(Key.CONTROL, "/");
  const sheet = await window.get("dialog");
  await window.driver.wait(async () => /Next problem\s*F8/.test(await sheet.getText()), 20_000, "the sheet shows the keys");
  await window.click("button", "Change…", sheet);
  await window.click("button", /^Change the key for Next problem: F8/);
  await window.chord(Key.CONTROL, "j");
  await window.get("button", /^Change the key for Next problem: Ctrl\+J/);
  await window.run("Go to Conditions");
  await window.click("tab", "Meaning");
  // What is remembered is written within a second.
  await new Promise((done) => setTimeout(done, 1_000));
  await window.close();
  window = await desk.open({ data });
  await window.driver.wait(async () => (await (await window.get("tab", "Meaning")).getAttribute("aria-selected")) === "true", 20_000, "the tab is the last one");
  await window.get("button", /L\d+ redundant-value/);
  await window.chord(Key.CONTROL, "j");
  await becomes("the new key works", "return document.activeElement?.dataset?.problemIndex === '0'");
});
