// From the start of the process until the window can be used, on a database of a million role assignments and beside
// an empty window with the same files behind it; milliseconds as JSON. The database is the first argument.
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Desk, release } from "../harness.mjs";
import { ascending, pause, quantile } from "./figures.mjs";

const rounds = Number(process.env.BENCH_RUNS ?? 7);
const [, , database] = process.argv;
const empty = path.join(path.dirname(release), "examples/empty_window");
for (const needed of [release, empty, database ?? "a database"]) {
  if (!existsSync(needed)) throw new Error(`${needed} is missing: make bench builds it`);
}
/** Of the system's clock with which it notes when a process has begun, in milliseconds. */
const tick = 10;

/** When a process has begun, in milliseconds since 1970. */
function begun(pid) {
  const uptime = Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]) * 1000;
  const ticks = Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[19]);
  return Date.now() - uptime + ticks * tick;
}

/** Milliseconds from a window's start until each of its marks. */
async function started(desk, data, marks) {
  const window = await desk.open({ data, page: null });
  try {
    const found = await window.driver.wait(
      () =>
        window.driver.executeScript(
          `const all = arguments[0].map((name) => performance.getEntriesByName(name)[0]);
           return all.every(Boolean) ? all.map((mark) => performance.timeOrigin + mark.startTime) : null;`,
          marks,
        ),
      30_000,
      marks.join(" and "),
    );
    const from = begun(window.pid());
    return found.map((at) => at - from);
  } finally {
    await window.close();
    await pause(300);
  }
}

const ours = await Desk.start(release);
const theirs = await Desk.start(empty);
try {
  const data = ours.folder();
  copyFileSync(database, path.join(data, "rolewright.db"));
  // The window opens where it was left: in the grid of a million.
  const first = await ours.open({ data, page: "access" });
  await first.sees(/of [\d,.]+ assignments|[\d,.]{7,}/);
  await pause(1500);
  await first.close();
  const figures = { frame: [], rows: [], empty: [] };
  for (let round = 0; round < rounds; round += 1) {
    const [frame, rows] = await started(ours, data, ["rolewright:frame", "rolewright:rows"]);
    const [shown] = await started(theirs, theirs.folder(), ["first-contentful-paint"]);
    console.error(JSON.stringify({ frame, rows, empty: shown }));
    figures.frame.push(frame);
    figures.rows.push(rows);
    figures.empty.push(shown);
  }
  const median = Object.fromEntries(Object.entries(figures).map(([name, all]) => [name, quantile(ascending(all), 0.5)]));
  const ratio = (name) => Math.round((median[name] / median.empty) * 100) / 100;
  process.stdout.write(
    `${JSON.stringify({ rounds, empty_window_ms: median.empty, frame_ms: median.frame, rows_ms: median.rows, frame_to_empty: ratio("frame"), rows_to_empty: ratio("rows"), target_to_empty: 1.5 })}\n`,
  );
} finally {
  await ours.stop();
  await theirs.stop();
}
