// A tenant is read: the demo tenant with one click, another by service principal, and one with a pause between.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By, Desk, PATIENCE } from "../harness.mjs";
import { Sandbox } from "../sandbox.mjs";
import { coverage, isRead, signInByDeviceCode } from "../tenant.mjs";

let desk;
before(async () => {
  desk = await Desk.start();
});
after(async () => {
  await desk?.stop();
});

test("the demo tenant opens with one click and stands in the list with its coverage", async () => {
  const window = await desk.open({ page: null });
  try {
    await window.click("button", /^Open the demo tenant/);
    await isRead(window);
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
    await isRead(window);
    await window.click("link", "Snapshots");
    assert.match(await coverage(window), /Root/);
  } finally {
    await window.close();
    await sandbox.stop();
  }
});

test("reading is cancelled, keeps what it has, and is resumed", async () => {
  const sandbox = await Sandbox.start(desk.folder(), "latency=200");
  const window = await desk.open({ page: null, sandbox: sandbox.file });
  try {
    await signInByDeviceCode(window, sandbox);
    await window.click("button", `Take a snapshot of ${sandbox.tenant.name}`);
    await window.click("button", "Cancel");
    await window.sees(`Reading ${sandbox.tenant.name} was cancelled`);
    await isRead(window);
    await window.sees("cancelled; can be resumed");
    await window.click("button", "Resume");
    await window.driver.wait(async () => (await window.all("button", "Resume")).length === 0, PATIENCE, "it is being read again");
    await isRead(window);
    assert.match(await coverage(window), /Tenant Root Group/);
    assert.equal((await window.all("button", "Resume")).length, 0, "nothing is left to be read");
  } finally {
    await window.close();
    await sandbox.stop();
  }
});
