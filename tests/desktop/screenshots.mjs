// Takes the README's pictures in the real window, from the README's own example.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Key, until } from "selenium-webdriver";
import { openFile, run } from "./acts.mjs";
import { By, Desk } from "./harness.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const folder = path.join(root, "docs/screenshots");
const width = 1280;
const height = 800;

const bicep = /```bicep\n([\s\S]*?)```/.exec(readFileSync(path.join(root, "README.md"), "utf8"))?.[1];
if (bicep === undefined) throw new Error("the README has no Bicep example");

async function take(window, name) {
  const picture = await window.picture();
  writeFileSync(path.join(folder, `${name}.png`), picture);
  console.error(`${name}.png: ${Math.round(picture.length / 1024)} KB`);
}

/** Moves the pointer and the focus to where neither shows. */
async function lookAway(window) {
  await window.driver.actions().move({ x: width - 1, y: height - 1 }).perform();
  await window.driver.executeScript("document.activeElement?.blur()");
}

async function fill(window, name, value) {
  await window.click("textbox", name);
  await window.press(value, Key.TAB);
}

/** Presses the button of a fix in the problem list. */
async function fix(window, name) {
  const problems = await window.driver.findElement(By.css("section[aria-label=Problems]"));
  const button = await window.get("button", name, problems);
  await button.click();
  await window.driver.wait(until.stalenessOf(button), 10_000, `${name} is done`);
}

/** Chooses a cell of the grid: in the line of a role, counted from the left. */
async function chooseCell(window, role, column) {
  const cell = () => window.driver.findElements(By.css(`[role=gridcell][data-cell="${column}"][aria-label^="Assign ${role} to"]`));
  const found = await window.driver.wait(async () => (await cell())[0] ?? null, 10_000, `the cell of ${role}`);
  await found.click();
  await window.get("heading", new RegExp(`Assign ${role}`));
}

const desk = await Desk.start();
try {
  mkdirSync(folder, { recursive: true });
  const window = await desk.open();
  await window.get("main");
  await window.resize(width, height);
  await run(window, "Colours: light");

  await openFile(window, "delegate.bicep", bicep);
  await window.sees("excludes nothing");
  await window.click("tab", "Code");
  await lookAway(window);
  await take(window, "conditions-light");

  // As the button of the warning mends it: the exclusion excludes, and removing is limited as well.
  await fix(window, /use ForAnyOfAllValues$/);
  await fix(window, /add the same limits for delete$/);
  await window.click("button", "Fold the problems away");
  const bar = await window.driver.findElement(By.css("[role=separator]"));
  await bar.sendKeys(...Array.from({ length: 7 }, () => Key.ARROW_LEFT));
  await window.click("tab", "Try it");
  await chooseCell(window, "Owner", 0);
  await run(window, "Colours: dark");
  await lookAway(window);
  await take(window, "try-it-dark");

  await run(window, "Colours: light");
  await window.click("tab", "Take away");
  await fill(window, "Role to assign", "Role Based Access Control Administrator");
  await fill(window, "Principal (object ID)", "ea585310-c95c-4a68-af22-49af4363bbb1");
  await window.click("combobox", "Principal type");
  await window.click("option", "Service principal");
  await fill(window, "Scope", "/subscriptions/3f5c21e6-0d8e-4c6e-9f39-6a3a5e3a7c11/resourceGroups/payments");
  await fill(window, "Description", "Pipeline of payments: any role but those that assign roles");
  await window.click("tab", "Terraform (azurerm)");
  await window.sees("azurerm_role_assignment");
  await lookAway(window);
  await take(window, "take-away-light");
} finally {
  await desk.stop();
}
