// What the pictures and the measurements do in the window, as a person would.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Key } from "selenium-webdriver";
import { PATIENCE } from "./harness.mjs";

async function until(window, what, script, ...args) {
  await window.driver.wait(() => window.driver.executeScript(script, ...args), PATIENCE, what);
}

/** Waits until no dialog is open. */
export async function noDialog(window) {
  await until(window, "no dialog", "return document.querySelector('[role=dialog]') === null");
}

/** Runs a command of the palette by its title. */
export async function run(window, title) {
  await window.chord(Key.CONTROL, "k");
  await until(window, "the palette", "return document.activeElement?.role === 'combobox'");
  await window.press(title);
  await until(window, title, "return document.querySelector('[role=option]')?.innerText.startsWith(arguments[0]) === true", title);
  await window.press(Key.ENTER);
  await until(window, "the palette closes", "return document.querySelector('[role=combobox][aria-label=\"Search or run\"]') === null");
}

/** Opens a text as a new draft, through "Paste anything" and its file dialog. */
export async function openFile(window, name, text) {
  const folder = path.join(window.dialogs, "open");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), text);
  await run(window, "Paste anything");
  const dialog = await window.get("dialog", "Paste anything");
  await window.click("button", "Open a file…", dialog);
  await window.sees("Found one condition");
  await window.click("button", /^(Use it|Open as a new draft)$/, dialog);
  await noDialog(window);
}
