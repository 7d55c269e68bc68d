// An exclusion that excludes nothing is mended by its quick fix; two conditions are told apart by a request.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Desk } from "../harness.mjs";

const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const administrator = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
const role = "Microsoft.Authorization/roleAssignments:RoleDefinitionId";
const write = (test) => `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[${role}] ${test}))`;

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

test("the always-true exclusion is mended by its quick fix", async () => {
  await window.start(write(`ForAnyOfAnyValues:GuidNotEquals {${owner}, ${administrator}}`));
  await window.get("button", "L09 always-true-exclusion");
  const fixes = await window.all("button", /use `?ForAnyOfAllValues`?$/);
  await fixes.at(-1).click();
  const code = await window.codeBecomes((text) => text.includes("ForAnyOfAllValues:GuidNotEquals"), "the operator is mended");
  assert.equal(code, write(`ForAnyOfAllValues:GuidNotEquals {${owner}, ${administrator}}`), "and nothing else is changed");
  await window.driver.wait(async () => (await window.all("button", "L09 always-true-exclusion")).length === 0, 20_000, "the problem is gone");
});

test("two conditions are compared, and a request tells them apart", async () => {
  await window.click("tab", "Compare");
  const radio = await window.get("radio", "pasted text or a file");
  await radio.click();
  const field = await window.get("textbox", /^Condition, Bicep, Terraform/);
  await field.sendKeys(write(`ForAnyOfAllValues:GuidNotEquals {${owner}}`));
  await window.sees(/allows more/);
  await window.sees(/assign User Access Administrator to/);
});
