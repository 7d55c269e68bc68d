// The window opens where work begins, and anyone can use it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Desk } from "../harness.mjs";

let desk;
let window;
before(async () => {
  desk = await Desk.start();
  window = await desk.open({ page: null });
});
after(async () => {
  await window?.close();
  await desk?.stop();
});

test("opens on Conditions, with two doors to a tenant while nothing has been read", async () => {
  await window.get("main");
  await window.get("button", /^Sign in and read a tenant/);
  await window.get("button", /^Open the demo tenant/);
  assert.match(await window.driver.getCurrentUrl(), /#\/conditions/);
});

test("axe finds nothing wrong with it", async () => {
  assert.deepEqual(await window.axe(), []);
});
