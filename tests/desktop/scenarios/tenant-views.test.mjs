// axe judges every view of a tenant, in light, dark and high contrast.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Desk, Key } from "../harness.mjs";
import { isRead } from "../tenant.mjs";
import { Views } from "../views.mjs";

let desk;
let window;
before(async () => {
  desk = await Desk.start();
  window = await desk.open({ page: null });
  await window.click("button", /^Open the demo tenant/);
  await isRead(window);
});
after(async () => {
  await window?.close();
  await desk?.stop();
});

for (const theme of ["light", "dark", "high contrast"]) {
  test(`in ${theme}`, async () => {
    const views = new Views(window, theme);
    await window.run(`Colours: ${theme}`);
    await window.click("link", "Overview");
    await window.sees("What deserves attention");
    await views.judge("overview");

    await window.click("link", "Access");
    await window.get("tree", "Scopes");
    const filter = await window.get("textbox", /^Filter/);
    await filter.click();
    await views.judgeAbove("filter manual", () => window.click("button", "What can be typed here"));
    await filter.click();
    await window.press(..."is:delegate", Key.ENTER, Key.ARROW_DOWN, Key.ENTER);
    await views.judge("access", () => window.get("region", "Where it comes from"));
    await views.judgeAbove("columns", () => window.click("button", "Columns"));
    await views.judgeAbove("saved views", () => window.click("button", "Views"));
    await views.judge("nothing found", async () => {
      await window.click("button", "Close");
      await filter.click();
      await window.press(..."nobody", Key.ENTER);
      await window.sees("matches the filter");
    });

    await window.click("link", "Snapshots");
    for (const tab of ["Summary", "Changes", "Coverage", "Review"]) {
      await views.judge(tab, () => window.click("tab", tab));
    }
    await views.judgeAbove("take a snapshot", () => window.click("button", "Pull"));
    await views.judgeAbove("sign in", () => window.run("Sign in"));
    assert.deepEqual(views.problems, []);
  });
}
