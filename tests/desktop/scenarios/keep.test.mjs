// A killed app loses at most the last second, and a draft's history survives.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Desk, Key } from "../harness.mjs";

let desk;
before(async () => {
  desk = await Desk.start();
});
after(async () => {
  await desk?.stop();
});

test("kill -9 and reopen", async () => {
  const data = desk.folder();
  const first = await desk.open({ data });
  await first.click("button", /^Blank/);
  await first.click("tab", "Code");
  const editor = await first.get("textbox", "Condition");
  await editor.click();
  await first.press(..."@Request[a:b] StringEquals 'kept'");
  await first.codeBecomes((text) => text.includes("kept"), "what was typed is shown");
  await new Promise((done) => setTimeout(done, 1_000));
  await first.kill();
  const second = await desk.open({ data });
  try {
    const code = await second.codeBecomes((text) => text.includes("'kept"), "the text is still there");
    assert.match(code, /^@Request\[a:b\] StringEquals 'kept'/);
    await second.click("button", "History of this draft").catch(() => second.chord(Key.CONTROL, "h"));
    await second.sees("History");
  } finally {
    await second.close();
  }
});
