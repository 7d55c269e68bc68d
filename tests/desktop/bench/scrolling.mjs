// How long each frame takes while a grid of a million role assignments is scrolled; milliseconds as JSON. The database
// is the first argument. Beside it the same in a page that scrolls plain text, which is what the window itself takes.
import { copyFileSync, existsSync } from "node:fs";
import path from "node:path";
import { Desk, Key, release } from "../harness.mjs";
import { ascending, pause, quantile } from "./figures.mjs";

const [, , database] = process.argv;
for (const needed of [release, database ?? "a database"]) {
  if (!existsSync(needed)) throw new Error(`${needed} is missing: make bench builds it`);
}
const target = 50;

const record = `
  window.frames_ = [];
  let last = performance.now();
  const next = () => {
    const now = performance.now();
    window.frames_.push(now - last);
    last = now;
    window.recording_ = requestAnimationFrame(next);
  };
  window.recording_ = requestAnimationFrame(next);`;

async function measured(window, act) {
  await window.driver.executeScript(record);
  await act();
  const frames = await window.driver.executeScript("cancelAnimationFrame(window.recording_); return window.frames_");
  const sorted = ascending(frames.slice(1));
  const longer = sorted.filter((frame) => frame > target).length;
  return { frames: sorted.length, p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), max: quantile(sorted, 1), longer_than_target: longer };
}

/** Turns the wheel over an element: some notches in each tenth of a second, as a hand does. */
async function wheel(window, element, notches, by) {
  const actions = window.driver.actions();
  for (let notch = 0; notch < notches; notch += 1) actions.scroll(0, 0, 0, by, element, 30);
  await actions.perform();
}

const desk = await Desk.start(release);
let window;
try {
  const data = desk.folder();
  copyFileSync(database, path.join(data, "rolewright.db"));
  window = await desk.open({ data, page: "access" });
  const grid = await window.get("grid", "Role assignments");
  await window.driver.wait(() => window.driver.executeScript('return performance.getEntriesByName("rolewright:rows").length > 0'), 30_000, "rows");
  await pause(3000);
  // As long as frames take, not as long as scripts usually may.
  await window.driver.manage().setTimeouts({ script: 120_000 });
  const result = { target };
  const measure = async (name, act) => {
    result[name] = await measured(window, act);
    console.error(JSON.stringify({ [name]: result[name] }));
    await pause(500);
  };
  await measure("resting", () => pause(2000));
  await measure("wheel", () => wheel(window, grid, 100, 120));
  await measure("wheel_fast", () => wheel(window, grid, 100, 900));
  await grid.click();
  await measure("page_down_held", async () => {
    const actions = window.driver.actions();
    for (let i = 0; i < 60; i += 1) actions.sendKeys(Key.PAGE_DOWN).pause(33);
    await actions.perform();
  });
  await measure("scrollbar_dragged", () =>
    window.driver.executeAsyncScript(
      `const [grid, done] = arguments;
       let at = 0;
       const step = () => {
         at += 1;
         grid.scrollTop = (grid.scrollHeight * at) / 60;
         if (at < 60) requestAnimationFrame(step);
         else done();
       };
       requestAnimationFrame(step);`,
      grid,
    ),
  );
  await window.driver.executeScript(`
    document.body.innerHTML = '<main id="plain" style="height: 700px; overflow: auto"></main>';
    document.querySelector("#plain").innerHTML = Array.from({ length: 20000 }, (_, i) => "<p>" + i + " plain text</p>").join("");`);
  const plain = await window.driver.findElement({ id: "plain" });
  await pause(1000);
  await measure("plain_text_wheel", () => wheel(window, plain, 100, 120));
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await window?.close();
  await desk.stop();
}
