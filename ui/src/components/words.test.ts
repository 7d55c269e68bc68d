import { expect, test } from "vitest";
import type { PullProgress } from "../host/generated/PullProgress";
import { pullWords } from "./snapshot/pullWords";
import { shortened } from "./shortened";
import { ageOf, durationOf, isOlderThanADay, utcOf, whenOf } from "./time";

const now = Date.parse("2026-11-21T12:00:00Z");

test.each([
  ["2026-11-21T11:30:00Z", "less than an hour", false],
  ["2026-11-21T11:00:00Z", "1 hour", false],
  ["2026-11-20T11:59:00Z", "24 hours", true],
  ["2026-11-11T12:00:00Z", "10 days", true],
])("%s is %s old", (at, words, stale) => {
  expect([ageOf(at, now), isOlderThanADay(at, now)]).toEqual([words, stale]);
});

test("what is no time stays as it is", () => {
  expect([whenOf("soon"), utcOf("soon")]).toEqual(["soon", "soon"]);
  expect(utcOf("2026-11-20T13:02:00.123Z")).toBe("2026-11-20 13:02:00 UTC");
});

test.each([[0, "1 s"], [40, "40 s"], [200, "3 min"], [7800, "2 h 10 min"]])("%i seconds", (seconds, words) => {
  expect(durationOf(seconds)).toBe(words);
});

test("a long id loses its middle", () => {
  expect([shortened("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"), shortened("short"), shortened("")]).toEqual(["8e3af657…b635", "short", ""]);
});

test("a pull of which nothing is known says which step it is at", () => {
  const pull: PullProgress = { snapshot: 1, tenant: "Contoso", state: { kind: "running" }, stage: "locks", stage_number: 7, stages: 15, done: 0, total: null, rate: 0, seconds_left: null, fraction: null, not_read: 0, waiting: "Azure asked to wait 12 s" };
  expect(pullWords(pull)).toBe("step 7 of 15 (0 locks, Azure asked to wait 12 s)");
  expect(pullWords({ ...pull, state: { kind: "cancelling" } })).toBe("cancelling; what was read is kept");
});
