// axe judges every view of conditions, in light, dark and high contrast.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Desk, Key } from "../harness.mjs";
import { Views } from "../views.mjs";

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

for (const theme of ["light", "dark", "high contrast"]) {
  test(`in ${theme}`, async () => {
    const views = new Views(window, theme);
    await window.run(`Colours: ${theme}`);
    if (theme === "light") await views.judge("start");
    await window.chord(Key.CONTROL, "n");
    await window.get("textbox", "Condition");
    await views.judge("blank draft");
    await window.start(condition);
    for (const tab of ["Code", "Meaning", "Try it", "Compare", "Take away"]) {
      await views.judge(tab, () => window.click("tab", tab));
    }
    // What opens above the builder and its bar.
    for (const [view, button] of [
      ["drafts", /^Switch or search drafts/],
      ["new draft", "New"],
      ["add clause", "clause"],
      ["actions", /^When assigning roles/],
      ["add expression", "expression"],
      ["attribute", /^Role definition/],
      ["operator", "is one of"],
      ["values", "Add a value"],
      ["row menu", "More for this row"],
    ]) {
      await views.judgeAbove(view, () => window.click("button", button));
    }
    await views.judgeAbove("palette", () => window.chord(Key.CONTROL, "k"));
    await views.judgeAbove("shortcuts", () => window.chord(Key.CONTROL, "/"));
    await views.judge("templates", () => window.chord(Key.CONTROL, Key.SHIFT, "n"));
    await views.judgeAbove("a template", () => window.click("button", /^Constrain roles and principal types/));
    await views.judgeAbove("paste", () => window.chord(Key.CONTROL, Key.SHIFT, "v"));
    await views.judgeAbove("history", () => window.chord(Key.CONTROL, "h"));
    await views.judge("settings", () => window.run("Go to Settings"), () => window.run("Go to Conditions"));
    await window.get("tab", "Code");
    await window.click("tab", "Code");
    assert.deepEqual(views.problems, []);
  });
}
