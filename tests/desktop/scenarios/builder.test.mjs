// The condition "constrain roles and principal types" from a blank draft in the builder: with the mouse, and
// again with the keyboard alone. Whether it is the template's is asked of the program, not of its spelling.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { cli } from "../cli.mjs";
import { By, Desk, Key, PATIENCE } from "../harness.mjs";

let desk;
before(async () => {
  desk = await Desk.start();
});
after(async () => {
  await desk?.stop();
});

/** Compares what was built with what the template writes. */
async function isTheTemplate(window) {
  const last = (text) => text.includes("/delete'}") && text.split("'ServicePrincipal'").length === 3;
  const code = await window.codeBecomes(last, "both clauses are whole");
  const folder = desk.folder();
  const [built, template] = ["built.txt", "template.txt"].map((name) => path.join(folder, name));
  writeFileSync(built, code);
  const wanted = ["--template", "constrain-roles-and-principal-types", "--role", "Reader", "--principal-type", "ServicePrincipal"];
  writeFileSync(template, cli(["condition", "build", ...wanted]));
  const { relation } = JSON.parse(cli(["condition", "compare", built, template, "--format", "json"]));
  assert.equal(relation, "equivalent", code);
}

/** The row of the builder at a path: `0.0.1` is the second row of the first clause. */
const row = (window, at) => window.driver.wait(async () => (await window.driver.findElements(By.css(`[data-path="${at}"]`)))[0] ?? null, PATIENCE, `row ${at}`);

const hasFocus = (window, at) =>
  window.driver.wait(
    () => window.driver.executeScript("return document.activeElement?.dataset?.path === arguments[0]", at),
    PATIENCE,
    `the focus is on row ${at}`,
  );

test("with the mouse", async () => {
  const window = await desk.open();
  try {
    await window.click("button", /^Blank/);
    await window.click("button", "clause");
    await window.click("option", /^Create or update role assignments/);
    await window.click("button", "Add clause");

    const expression = async (attribute, value) => {
      await window.click("button", "expression");
      await window.click("option", attribute);
      await window.click("option", value);
      await window.click("button", "Add expression");
      await window.driver.wait(async () => (await window.all("button", "Add expression")).length === 0, PATIENCE, "the picker goes away");
    };
    await expression(/^Role definition ID/, /^Reader/);
    await window.codeBecomes((text) => text.includes("GuidEquals {acdd72a7"), "the role stands in the code");
    // The operator, there and back.
    await window.click("button", "is one of");
    await window.click("option", /^is none of/);
    await window.codeBecomes((text) => text.includes("ForAnyOfAllValues:GuidNotEquals"), "the operator is another");
    await window.click("button", "is none of");
    await window.click("option", /^is one of/);
    await window.codeBecomes((text) => text.includes("ForAnyOfAnyValues:GuidEquals"), "the operator is the first again");
    await window.get("button", "is one of");
    await expression(/^Principal type/, /^Service principal/);
    await window.codeBecomes((text) => text.includes("{'ServicePrincipal'}"), "the principal type stands in the code");

    await window.click("button", "clause");
    await window.click("option", /^Delete a role assignment/);
    await window.click("button", "Add clause");
    await window.click("button", /^Copy to/);
    await isTheTemplate(window);
  } finally {
    await window.close();
  }
});

test("with the keyboard alone", async () => {
  const window = await desk.open();
  try {
    await window.get("button", /^Blank/);
    await window.tabTo(/^Blank/);
    await window.press(Key.ENTER);
    await window.get("button", "clause");
    await window.tabTo("clause");
    await window.press(Key.ENTER);

    const pick = async (list, words) => {
      // Who types looks for the caret first.
      const field = await window.get("combobox", list);
      const caret = () => window.driver.executeScript("return document.activeElement === arguments[0]", field);
      await window.driver.wait(caret, PATIENCE, `the caret is in ${list}`);
      await window.press(...words, Key.ENTER);
    };
    const clause = async (words, at) => {
      await pick("Actions", words);
      await window.chord(Key.CONTROL, Key.ENTER);
      await hasFocus(window, at);
    };
    const expression = async (attribute, list, value, at) => {
      await window.press("a");
      await pick("Attributes", attribute);
      await pick(list, value);
      await window.chord(Key.CONTROL, Key.ENTER);
      await hasFocus(window, at);
    };
    await clause("create or update role", "0");
    await expression("role definition", "Roles", "acdd72a7", "0.0");
    // The operator, there and back: two parts to the right of the row stands its button.
    for (const words of ["is none of", "is one of"]) {
      await window.press(Key.ARROW_RIGHT, Key.ARROW_RIGHT, Key.ENTER);
      await pick("Operators", words);
      await hasFocus(window, "0.0");
    }
    await expression("principal type", "Values", "service", "0.0.1");
    await window.press("c");
    await clause("delete a role", "1");
    await expression("role definition", "Roles", "acdd72a7", "1.0");
    await expression("principal type", "Values", "service", "1.0.1");
    await isTheTemplate(window);

    // Rows and clauses are put in order by keyboard as well.
    const before = await window.code();
    await window.chord(Key.ALT, Key.ARROW_UP);
    await hasFocus(window, "1.0.0");
    await window.chord(Key.ALT, Key.ARROW_UP);
    await hasFocus(window, "0.0.2");
    await window.codeBecomes((text) => text.indexOf("'ServicePrincipal'", text.indexOf("'ServicePrincipal'") + 1) < text.indexOf("/delete"), "the row is in the first clause");
    await window.chord(Key.ALT, Key.ARROW_DOWN);
    await hasFocus(window, "1.0.0");
    await window.chord(Key.ALT, Key.ARROW_DOWN);
    await hasFocus(window, "1.0.1");
    assert.equal(await window.code(), before, "there and back is where it was");
    await window.press(Key.ARROW_UP, Key.ARROW_UP, Key.ARROW_UP);
    await hasFocus(window, "1");
    await window.chord(Key.ALT, Key.ARROW_UP);
    await hasFocus(window, "0");
    await window.codeBecomes((text) => text.indexOf("/delete") < text.indexOf("/write"), "the clauses have changed places");
    // Selected rows become a group, and none again.
    await window.press(Key.ARROW_DOWN, Key.ARROW_DOWN, "n");
    await window.codeBecomes((text) => text.includes("NOT @Resource"), "the row is negated");
    await window.press("n");
    await window.chord(Key.SHIFT, Key.ARROW_DOWN);
    await hasFocus(window, "0.0.1");
    await isTheTemplate(window);
  } finally {
    await window.close();
  }
});

test("a clause and a row are dragged", async () => {
  const window = await desk.open();
  try {
    const [write, read] = ["write", "delete"].map((name) => `(!(ActionMatches{'Microsoft.Authorization/roleAssignments/${name}'}) OR (Exists @Request[${name}:a] AND Exists @Request[${name}:b]))`);
    await window.start(`${write} AND ${read}`);
    const drag = async (from, to, y) => {
      const handle = await (await row(window, from)).findElement(By.css("[data-drag]"));
      const target = await row(window, to);
      const actions = window.driver.actions({ async: true });
      await actions.move({ origin: handle }).press().move({ origin: target, y }).move({ origin: target, y: y + 1 }).release().perform();
    };
    await drag("1", "0", -8);
    await window.codeBecomes((text) => text === `${read} AND ${write}`, "the clauses have changed places");
    await drag("0.0.0", "1.0.1", 6);
    await window.codeBecomes((text) => text.includes("Exists @Request[write:b] AND Exists @Request[delete:a]"), "the row is the last of the other clause");
  } finally {
    await window.close();
  }
});
