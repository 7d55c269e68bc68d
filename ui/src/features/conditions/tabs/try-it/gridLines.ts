import type { GridGroup } from "../../../../host/generated/GridGroup";
import type { GridRow } from "../../../../host/generated/GridRow";

export type Line = { kind: "group"; title: string; count: number } | { kind: "role"; row: GridRow };

const titles: Readonly<Record<GridGroup, string>> = {
  "in-condition": "In the condition",
  privileged: "Privileged administrator roles",
  "any-other": "Any other",
};
const order: readonly GridGroup[] = ["in-condition", "privileged", "any-other"];

/** The rows under a heading per group, in the order in which they matter; `filter` keeps the roles whose name or id has it. */
export function gridLines(rows: readonly GridRow[], filter: string): Line[] {
  const wanted = filter.trim().toLowerCase();
  const fits = ({ label, role_id }: GridRow) => `${label} ${role_id}`.toLowerCase().includes(wanted);
  return order.flatMap((group) => {
    const inGroup = rows.filter((row) => row.group === group && fits(row));
    if (inGroup.length === 0) return [];
    const heading: Line = { kind: "group", title: titles[group], count: inGroup.length };
    return [heading, ...inGroup.map((row): Line => ({ kind: "role", row }))];
  });
}

export interface CellPlace {
  /** Index in the lines. */
  line: number;
  /** Two for each column: assign, remove. */
  cell: number;
}

const page = 10;

/** Where a key takes the cell cursor; null for keys that do not move it. Headings are passed over. */
export function moveCell(lines: readonly Line[], cells: number, at: CellPlace, key: string, ctrl: boolean): CellPlace | null {
  const roles = lines.flatMap((line, index) => (line.kind === "role" ? [index] : []));
  const found = roles.findIndex((index) => index >= at.line);
  const now = found < 0 ? roles.length - 1 : found;
  const to = (role: number, cell: number): CellPlace | null => {
    const line = roles[Math.min(Math.max(role, 0), roles.length - 1)];
    return line === undefined ? null : { line, cell: Math.min(Math.max(cell, 0), cells - 1) };
  };
  switch (key) {
    case "ArrowUp":
      return to(now - 1, at.cell);
    case "ArrowDown":
      return to(now + 1, at.cell);
    case "ArrowLeft":
      return to(now, at.cell - 1);
    case "ArrowRight":
      return to(now, at.cell + 1);
    case "PageUp":
      return to(now - page, at.cell);
    case "PageDown":
      return to(now + page, at.cell);
    case "Home":
      return to(ctrl ? 0 : now, 0);
    case "End":
      return to(ctrl ? roles.length - 1 : now, cells - 1);
    default:
      return null;
  }
}
