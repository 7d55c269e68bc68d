// Takes the README's pictures in the real window, into docs/screenshots.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Desk, Key } from "./harness.mjs";

const folder = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
const subscription = "0b1f6471-1bf0-4dda-aec3-cb9272f09590";

const desk = await Desk.start();
let window;

async function picture(name) {
  // Anything that fades or slides has come to rest.
  await new Promise((done) => setTimeout(done, 1_000));
  writeFileSync(`${folder}${name}.png`, await window.driver.takeScreenshot(), "base64");
}

try {
  mkdirSync(folder, { recursive: true });
  window = await desk.open();
  await window.run("Colours: light");
  await window.click("button", /^From a template/);
  await window.click("button", /^Constrain roles and principal types/);
  await window.click("button", "Choose roles");
  for (const role of [/^Reader/, /^AcrPull/, /^Storage Blob Data Reader/]) await window.click("option", role);
  await window.press(Key.ESCAPE);
  await window.click("checkbox", "Service principal");
  await window.click("button", /^(Open as a new draft|Use this condition)$/);
  await window.codeBecomes((text) => text.includes("ServicePrincipal"), "the condition is shown");
  await picture("conditions-light");
  await window.click("tab", "Take away");
  for (const [role, name, text] of [
    ["combobox", /^Role to assign/, "Role Based Access Control Administrator"],
    ["combobox", /^Principal \(object ID\)/, subscription],
    ["textbox", /^Scope/, `/subscriptions/${subscription}`],
  ]) {
    await (await window.get(role, name)).sendKeys(text, Key.TAB);
  }
  await window.click("combobox", /^Principal type/);
  await window.click("option", "Service principal");
  await window.click("tab", "Terraform (azurerm)");
  await picture("take-away-light");
  await window.run("Colours: dark");
  await window.click("tab", "Try it");
  await picture("try-it-dark");
} finally {
  await window?.close();
  await desk.stop();
}
