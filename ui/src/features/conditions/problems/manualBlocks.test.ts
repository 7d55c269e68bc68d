import { expect, test } from "vitest";
import { manualBlocks } from "./manualBlocks";

test("a rule's page is read as headings, paragraphs, lists and code", () => {
  const page = "# What it does\nFinds `x`\nand y.\n\n- one\n  more\n- two\n\n```text\na  b\n\n# c\n```\nAfter";
  expect(manualBlocks(page)).toEqual([
    { kind: "heading", text: "What it does" },
    { kind: "paragraph", text: "Finds `x` and y." },
    { kind: "list", items: ["one more", "two"] },
    { kind: "code", text: "a  b\n\n# c" },
    { kind: "paragraph", text: "After" },
  ]);
});

test.each([
  ["", []],
  ["```\nopen", [{ kind: "code", text: "open" }]],
])("%j is no trouble", (page, blocks) => {
  expect(manualBlocks(page)).toEqual(blocks);
});
