// Takes the README's pictures in the real window, from the README's own example, into docs/screenshots.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { By, Desk, Key } from "./harness.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const folder = path.join(root, "docs/screenshots");
const [width, height] = [1280, 800];

const bicep = /```bicep\n([\s\S]*?)```/.exec(readFileSync(path.join(root, "README.md"), "utf8"))?.[1];
if (bicep === undefined) throw new Error("the README has no Bicep example");

/** Looks away, so that neither pointer nor focus shows, and takes the picture. */
async function take(window, name) {
  await window.driver.actions().move({ x: width - 1, y: height - 1 }).perform();
  await window.driver.executeScript("document.activeElement?.blur()");
  const picture = await window.picture();
  writeFileSync(path.join(folder, `${name}.png`), picture);
  console.error(`${name}.png: ${Math.round(picture.length / 1024)} KB`);
}

async function fill(window, name, value) {
  await window.click("textbox", name);
  await window.press(value, Key.TAB);
}

/** Presses the button of a fix in the problem list. */
async function fix(window, name, gone) {
  const problems = await window.driver.findElement(By.css("section[aria-label=Problems]"));
  await window.click("button", name, problems);
  await window.driver.wait(async () => !(await problems.getText()).includes(gone), 10_000, `${gone} is mended`);
}

/** Chooses the first cell in the grid's line of a role. */
async function chooseCell(window, role) {
  const cell = By.css(`[role=gridcell][data-cell="0"][aria-label^="Assign ${role} to"]`);
  await (await window.driver.findElement(cell)).click();
  await window.get("heading", new RegExp(`^Assign ${role}`));
}

const desk = await Desk.start();
let window;
try {
  mkdirSync(folder, { recursive: true });
  window = await desk.open();
  await window.resize(width, height);
  await window.run("Colours: light");
  await window.start(bicep, "delegate.bicep");
  await window.sees("excludes nothing");
  await take(window, "conditions-light");

  // Mended by the warnings' own buttons: the exclusion excludes, and removing is limited as well.
  await fix(window, /ForAnyOfAllValues/, "excludes nothing");
  await fix(window, /add the same limits/, "no clause limits");
  await window.click("button", "Fold the problems away");
  const bar = await window.driver.findElement(By.css("[role=separator]"));
  await bar.sendKeys(...Array.from({ length: 7 }, () => Key.ARROW_LEFT));
  await window.click("tab", "Try it");
  await window.get("grid");
  await chooseCell(window, "Owner");
  await window.run("Colours: dark");
  await take(window, "try-it-dark");

  await window.run("Colours: light");
  await window.click("tab", "Take away");
  await fill(window, "Role to assign", "Role Based Access Control Administrator");
  await fill(window, "Principal (object ID)", "ea585310-c95c-4a68-af22-49af4363bbb1");
  await window.click("combobox", "Principal type");
  await window.click("option", "Service principal");
  await fill(window, "Scope", "/subscriptions/3f5c21e6-0d8e-4c6e-9f39-6a3a5e3a7c11/resourceGroups/payments");
  await fill(window, "Description", "Pipeline of payments");
  await window.click("tab", "Terraform (azurerm)");
  await window.sees("azurerm_role_assignment");
  await take(window, "take-away-light");
} finally {
  await window?.close();
  await desk.stop();
}
