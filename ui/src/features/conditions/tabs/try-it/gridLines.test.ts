import { describe, expect, test } from "vitest";
import type { GridRow } from "../../../../host/generated/GridRow";
import { gridLines, moveCell, type CellPlace } from "./gridLines";

const role = (label: string, group: GridRow["group"]): GridRow => ({ role_id: `id-${label}`, label, group, privileged: null, cells: [] });
const rows = [role("Other", "any-other"), role("Reader", "in-condition"), role("Owner", "privileged"), role("AcrPull", "in-condition")];

const words = (filter: string) =>
  gridLines(rows, filter).map((line) => (line.kind === "group" ? `# ${line.title} ${line.count}` : line.row.label));

describe("lines", () => {
  test("groups stand in the order in which they matter", () => {
    expect(words("")).toEqual([
      "# In the condition 2",
      "Reader",
      "AcrPull",
      "# Privileged administrator roles 1",
      "Owner",
      "# Any other 1",
      "Other",
    ]);
  });
  test("a filter finds names and ids and leaves no empty heading", () => {
    expect(words(" OWN ")).toEqual(["# Privileged administrator roles 1", "Owner"]);
    expect(words("id-acr")).toEqual(["# In the condition 1", "AcrPull"]);
    expect(words("nothing")).toEqual([]);
  });
});

describe("moving", () => {
  const lines = gridLines(rows, "");
  test.each<[CellPlace, string, boolean, CellPlace | null]>([
    [{ line: 1, cell: 0 }, "ArrowUp", false, { line: 1, cell: 0 }],
    [{ line: 2, cell: 3 }, "ArrowDown", false, { line: 4, cell: 3 }],
    [{ line: 4, cell: 0 }, "ArrowUp", false, { line: 2, cell: 0 }],
    [{ line: 6, cell: 5 }, "ArrowRight", false, { line: 6, cell: 5 }],
    [{ line: 6, cell: 5 }, "Home", false, { line: 6, cell: 0 }],
    [{ line: 6, cell: 5 }, "Home", true, { line: 1, cell: 0 }],
    [{ line: 1, cell: 0 }, "End", true, { line: 6, cell: 5 }],
    [{ line: 1, cell: 2 }, "PageDown", false, { line: 6, cell: 2 }],
    [{ line: 99, cell: 2 }, "ArrowLeft", false, { line: 6, cell: 1 }],
    [{ line: 1, cell: 0 }, "x", false, null],
  ])("from %j by %s", (from, key, ctrl, to) => {
    expect(moveCell(lines, 6, from, key, ctrl)).toEqual(to);
  });
  test("there is nowhere to go in an empty grid", () => {
    expect(moveCell([], 6, { line: 0, cell: 0 }, "ArrowDown", false)).toBeNull();
  });
});
