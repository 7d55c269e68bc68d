// A tenant is read: the demo tenant with one click, another by service principal.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By, Desk, PATIENCE } from "../harness.mjs";
import { Sandbox } from "../sandbox.mjs";

let desk;
before(async () => {
  desk = await Desk.start();
});
after(async () => {
  await desk?.stop();
});

const reading = (name) => `[role=progressbar][aria-label="Reading ${name}"]`;

/**
 * Waits for the end of a pull, which may take longer than a step of a person. Says whether a bar showed how far it was.
 * The notice of the end goes by itself, so what comes after it counts as well.
 */
async function isRead(window, name) {
  let bar = false;
  const look = `return [document.querySelector(arguments[0]) !== null, /has been read|What deserves attention/.test(document.body.innerText)]`;
  await window.driver.wait(
    async () => {
      const [shown, read] = await window.driver.executeScript(look, reading(name));
      bar ||= shown;
      return read && !shown;
    },
    6 * PATIENCE,
    "the tenant has been read",
  );
  return bar;
}

/** The scopes that the coverage of the shown snapshot lists. */
async function coverage(window) {
  await window.click("tab", "Coverage");
  const tree = await window.get("tree", "Coverage");
  const shown = () => window.driver.executeScript("return arguments[0].innerText", tree);
  await window.driver.wait(async () => /Root/.test(await shown()), PATIENCE, "scopes in the coverage");
  return shown();
}

test("the demo tenant opens with one click and stands in the list with its coverage", async () => {
  const window = await desk.open({ page: null });
  try {
    // It is read in a second or two; that progress is shown is seen below, where Azure takes its time.
    await window.click("button", /^Open the demo tenant/);
    await isRead(window, "Contoso");
    await window.click("link", "Snapshots");
    await window.sees("demo tenant on this computer");
    await window.sees("role assignments");
    assert.match(await coverage(window), /Tenant Root Group/);
    // The notice lies above the page and goes by itself.
    await window.driver.wait(async () => (await window.driver.findElements(By.css("[id^=toast-title]"))).length === 0, 3 * PATIENCE, "the notice goes away");
    assert.deepEqual(await window.axe(), []);
  } finally {
    await window.close();
  }
});

test("an application signs in with its secret, and with a wrong one is told why", async () => {
  const sandbox = await Sandbox.start(desk.folder());
  const window = await desk.open({ page: null, sandbox: sandbox.file });
  try {
    await window.click("button", /^Sign in and read a tenant/);
    const dialog = await window.get("dialog", "Sign in to a tenant");
    await window.click("radio", "Service principal, secret", dialog);
    const { client_id, client_secret } = sandbox.application("rolewright-deployer");
    await (await window.get("textbox", /^Tenant/, dialog)).sendKeys(sandbox.tenant.id);
    await (await window.get("textbox", /^Client id/, dialog)).sendKeys(client_id);
    await (await window.get("password", /^Client secret/, dialog)).sendKeys("not it");
    await window.click("button", "Sign in", dialog);
    await window.sees("Signing in did not work");
    const said = await window.driver.executeScript("return document.body.innerText");
    assert.ok(!said.includes("not it"), "the secret is not shown");
    await window.click("button", "Choose another way");
    const secret = await window.get("password", /^Client secret/);
    await secret.clear();
    await secret.sendKeys(client_secret);
    await window.click("button", "Sign in");
    await window.click("button", `Take a snapshot of ${sandbox.tenant.name}`);
    await isRead(window, sandbox.tenant.name);
    await window.click("link", "Snapshots");
    assert.match(await coverage(window), /Root/);
  } finally {
    await window.close();
    await sandbox.stop();
  }
});
