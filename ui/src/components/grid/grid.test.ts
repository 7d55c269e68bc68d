import { describe, expect, test } from "vitest";
import { chosenOf, countOf, everything, isSelected, nothing, toggled, withKeys } from "./selection";
import { sortOf, sortText } from "./view";

describe("a selection", () => {
  test("of all but some counts and asks by what is left out", () => {
    const most = toggled(everything, "b");
    expect([isSelected(most, "a"), isSelected(most, "b"), countOf(most, 1_000_000)]).toEqual([true, false, 999_999]);
    expect(chosenOf(most, 1_000_000, "a")).toEqual({ kind: "all-but", keys: ["b"] });
    expect(countOf(withKeys(most, ["b"]), 5)).toBe(5);
  });

  test("of nothing means the row where one stands, or no row at all", () => {
    expect(chosenOf(nothing, 5, "a")).toEqual({ kind: "rows", keys: ["a"] });
    expect(chosenOf(nothing, 0, null)).toBeNull();
    expect(chosenOf(toggled(everything, "a"), 1, "a")).toEqual({ kind: "rows", keys: ["a"] });
  });
});

describe("an order in the address", () => {
  test.each([
    ["", []],
    ["role", [{ column: "role", descending: false }]],
    ["created~,role-kind", [{ column: "created", descending: true }, { column: "role-kind", descending: false }]],
  ])("%s", (text, sort) => {
    expect(sortOf(text)).toEqual(sort);
    expect(sortText(sort)).toBe(text);
  });

  test("is none where the address holds something else", () => {
    expect([sortOf(undefined), sortOf(7), sortOf({})]).toEqual([[], [], []]);
  });
});
