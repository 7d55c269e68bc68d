import { describe, expect, test } from "vitest";
import type { AttributeValue } from "../../../../host/generated/AttributeValue";
import { blankRequest } from "./delegationRequests";
import { clash, requestFromJson, rowsOf, typedValue, withRows } from "./requestRows";

test("a request survives the way into rows and back", () => {
  const request = { ...blankRequest(), action: "a", request: { x: "1" }, resource: { y: [1, 2] }, environment: { z: true } };
  expect(withRows(request, rowsOf(request))).toEqual(request);
});

test("names that differ in case clash", () => {
  const row = { source: "Request", value: "" } as const;
  expect(clash([{ ...row, name: "a" }, { ...row, name: "A" }])).toBe(true);
  expect(clash([{ ...row, name: "a" }, { ...row, name: "a", source: "Resource" }])).toBe(false);
});

test.each<[string, string | undefined, AttributeValue, AttributeValue]>([
  [" a ", undefined, "", "a"],
  ["TRUE", "boolean", "", true],
  ["maybe", "boolean", "", "maybe"],
  ["12", "number", "", 12],
  ["1.5", "number", "", "1.5"],
  ["12", "string", "", "12"],
  ["12", undefined, 7, 12],
  ["a, ,b", "string-list", "", ["a", "b"]],
  ["1, 2", undefined, [7], [1, 2]],
  ["a,b", undefined, "", "a,b"],
])("typing %j into a %s that was %j", (text, type, before, value) => {
  expect(typedValue(text, type, before)).toEqual(value);
});

describe("JSON", () => {
  test("fields may be left out", () => {
    expect(requestFromJson('{"action":"a","resource":{"x":["1",true]}}')).toEqual({
      ...blankRequest(),
      action: "a",
      resource: { x: ["1", true] },
    });
  });
  test.each([
    ["[]", "a request is an object in braces"],
    ['{"action":1}', "`action` must be text"],
    ['{"verb":"x"}', "`verb` is no field of a request"],
    ['{"request":[]}', "`request` must be an object of attributes"],
    ['{"request":{"x":null}}', "`x` must be text, a whole number, true, false, or a list of these"],
    ['{"request":{"x":1.5}}', "`x` must be text, a whole number, true, false, or a list of these"],
  ])("%s is refused", (text, why) => {
    expect(() => requestFromJson(text)).toThrow(why);
  });
  test("text that is not JSON is refused", () => {
    expect(() => requestFromJson("{")).toThrow(SyntaxError);
  });
});
