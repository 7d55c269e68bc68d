// A killed app loses at most the last second, and a draft's history survives.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Desk, Key } from "../harness.mjs";

/** What a person may lose. */
const promised = 1_000;

let desk;
before(async () => {
  desk = await Desk.start();
});
after(async () => {
  await desk?.stop();
});

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Opens a draft of its own with the cursor in the code. */
async function typing(data) {
  const window = await desk.open({ data });
  await window.click("button", /^Blank/);
  await window.click("tab", "Code");
  const editor = await window.get("textbox", "Condition");
  await editor.click();
  return window;
}

test("kill -9 a second after the last key, and reopen", async () => {
  const data = desk.folder();
  const typed = "@Request[a:b] StringEquals 'kept'";
  const first = await typing(data);
  await first.press(...typed);
  const last = Date.now();
  await sleep(last + promised - Date.now());
  await first.kill();
  const second = await desk.open({ data });
  try {
    const code = await second.codeBecomes((text) => text.includes("'kept"), "the text is still there");
    assert.equal(code, typed);
    await second.click("button", "History of this draft").catch(() => second.chord(Key.CONTROL, "h"));
    await second.sees("History");
  } finally {
    await second.close();
  }
});

test("kill -9 in the middle of typing", async () => {
  const data = desk.folder();
  const first = await typing(data);
  // A key counts as typed once the window has taken it; the moment is never earlier than that.
  const taken = [];
  const whole = Array.from({ length: 900 }, (_, number) => `${number} `).join("");
  let killed = 0;
  const begun = Date.now();
  const killing = (async () => {
    // In the middle of typing, however fast the machine takes the keys.
    while (Date.now() < begun + 4_500 || taken.length < 40) await sleep(50);
    killed = Date.now();
    await first.kill();
  })();
  try {
    for (const key of whole) {
      await first.press(key);
      taken.push(Date.now());
    }
  } catch {
    // The window is gone, as it should be.
  }
  await killing;
  const due = taken.filter((moment) => moment <= killed - promised).length;
  assert.ok(due > 20, `${due} keys in ${taken.length}: nobody typed`);
  assert.ok(taken.length < whole.length, "typing went on to the end");
  const second = await desk.open({ data });
  try {
    const code = await second.codeBecomes((text) => text !== "", "some text is there");
    assert.ok(whole.startsWith(code), `not what was typed: ${code}`);
    assert.ok(code.length >= due, `${code.length} of ${due} keys older than a second, of ${taken.length} in all`);
  } finally {
    await second.close();
  }
});
