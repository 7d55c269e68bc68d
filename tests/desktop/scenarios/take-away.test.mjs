// Pasted Bicep is edited visually; the Terraform that is copied holds the same condition.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { cli } from "../cli.mjs";
import { Desk, Key } from "../harness.mjs";

const bicep = `resource delegate 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('delegate')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'f58310d9-a9f6-439a-9e8d-f62e7b41a168')
    principalId: '0b1f6471-1bf0-4dda-aec3-cb9272f09590'
    principalType: 'User'
    conditionVersion: '2.0'
    condition: '((!(ActionMatches{\\'Microsoft.Authorization/roleAssignments/write\\'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7}))'
  }
}
`;

let desk;
let window;
before(async () => {
  desk = await Desk.start();
  window = await desk.open();
});
after(async () => {
  await window?.close();
  await desk?.stop();
});

test("pastes Bicep, and adds a role with the mouse", async () => {
  await window.click("button", /^Paste anything/);
  const field = await window.get("textbox", /^A condition, Bicep, Terraform/);
  await field.sendKeys(bicep);
  await window.sees("Found one condition");
  await window.click("button", /^(Use it|Open as a new draft)$/);
  await window.codeBecomes((text) => text.startsWith("((!(ActionMatches{'Microsoft.Authorization"), "the condition is unescaped");
  await window.click("button", "Add a value");
  await window.click("option", /^AcrPull/);
  await window.press(Key.ESCAPE);
  const code = await window.codeBecomes((text) => text.includes("7f951dda-4ed3-4680-a7ca-43fe172d538d"), "AcrPull stands in the code");
  assert.ok(code.includes("acdd72a7-3385-48ef-bd42-f606fba81ae7"), "Reader is still there");
});

test("copies the Terraform, which holds the condition byte for byte", async () => {
  await window.click("tab", "Code");
  const code = await window.code();
  await window.click("tab", /^Take (it )?away$/);
  // What the Bicep says of the assignment is filled in; where it goes is said when it is deployed.
  const filled = async (role, name) => (await window.get(role, name)).getAttribute("value");
  assert.equal(await filled("combobox", /^Role to assign/), "Role Based Access Control Administrator");
  assert.equal(await filled("combobox", /^Principal \(object ID\)/), "0b1f6471-1bf0-4dda-aec3-cb9272f09590");
  assert.match(await (await window.get("combobox", /^Principal type/)).getText(), /User/);
  const scope = await window.get("textbox", /^Scope/);
  assert.equal(await scope.getAttribute("value"), "");
  await scope.sendKeys("/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590", Key.TAB);
  await window.click("tab", "Terraform (azurerm)");
  await window.click("button", /^Copy/);
  await window.sees(/copied/);
  const terraform = await desk.clipboard();
  assert.match(terraform, /resource "azurerm_role_assignment"/);
  assert.match(terraform, /condition_version\s*=\s*"2.0"/);
  // What stands on the clipboard is read by the program, as a pipeline reads it.
  const file = path.join(desk.folder(), "main.tf");
  writeFileSync(file, terraform);
  assert.equal(cli(["condition", "print", file]), code, "the condition comes back byte for byte");
  cli(["condition", "check", file]);
});
