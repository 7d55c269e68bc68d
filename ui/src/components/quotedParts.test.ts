import { expect, test } from "vitest";
import { quotedParts } from "./quotedParts";

const plain = (part: string) => ({ quoted: false, part });
const quoted = (part: string) => ({ quoted: true, part });

test.each([
  ["", []],
  ["no quotes", [plain("no quotes")]],
  ["`a` is not `b`", [quoted("a"), plain(" is not "), quoted("b")]],
  ["one ` alone", [plain("one ` alone")]],
])("%j", (text, parts) => {
  expect(quotedParts(text)).toEqual(parts);
});
