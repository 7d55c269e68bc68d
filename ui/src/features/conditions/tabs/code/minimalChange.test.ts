import { expect, test } from "vitest";
import { minimalChange } from "./minimalChange";

test.each([
  ["same", "same", null],
  ["", "abc", { from: 0, to: 0, insert: "abc" }],
  ["abc", "", { from: 0, to: 3, insert: "" }],
  ["a AND b", "a OR b", { from: 2, to: 5, insert: "OR" }],
  ["aa", "aaa", { from: 2, to: 2, insert: "a" }],
  ["aaa", "aa", { from: 2, to: 3, insert: "" }],
])("from %j to %j", (before, after, change) => {
  expect(minimalChange(before, after)).toEqual(change);
  if (change !== null) {
    expect(before.slice(0, change.from) + change.insert + before.slice(change.to)).toBe(after);
  }
});
