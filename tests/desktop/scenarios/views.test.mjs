// axe judges every view, in light, dark and high contrast.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Desk, Key } from "../harness.mjs";

const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const condition =
  "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR " +
  `(@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${reader}, ${reader}}))`;

let desk;
let window;
before(async () => {
  desk = await Desk.start();
  window = await desk.open();
  await window.get("button", /^From a template/);
});
after(async () => {
  await window?.close();
  await desk?.stop();
});

const settled = () => new Promise((done) => setTimeout(done, 400));

/** Opens a view, has it judged, and leaves it again. */
async function judge(problems, view, open, leave = async () => {}) {
  await open();
  await settled();
  for (const problem of await window.axe()) problems.push(`${view}: ${problem}`);
  await leave();
}

const escape = async () => {
  await window.press(Key.ESCAPE);
  await settled();
};

for (const theme of ["light", "dark", "high contrast"]) {
  test(`in ${theme}`, async () => {
    const problems = [];
    await window.run(`Colours: ${theme}`);
    if (theme === "light") await judge(problems, "start", async () => {});
    await window.chord(Key.CONTROL, "n");
    await window.get("textbox", "Condition");
    await judge(problems, "blank draft", async () => {});
    await window.start(condition);
    for (const tab of ["Code", "Meaning", "Try it", "Compare", "Take away"]) {
      await judge(problems, tab, () => window.click("tab", tab));
    }
    await judge(problems, "palette", () => window.chord(Key.CONTROL, "k"), escape);
    await judge(problems, "shortcuts", () => window.chord(Key.CONTROL, "/"), escape);
    await judge(problems, "templates", () => window.chord(Key.CONTROL, Key.SHIFT, "n"));
    await judge(problems, "a template", () => window.click("button", /^Constrain roles and principal types/), escape);
    await judge(problems, "paste", () => window.chord(Key.CONTROL, Key.SHIFT, "v"), escape);
    await judge(problems, "history", () => window.chord(Key.CONTROL, "h"), escape);
    await judge(problems, "settings", () => window.run("Go to Settings"), () => window.run("Go to Conditions"));
    await window.get("tab", "Code");
    await window.click("tab", "Code");
    assert.deepEqual(problems, []);
  });
}
