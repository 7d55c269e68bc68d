import type { Command } from "../commands/registry";

const list: readonly [id: string, title: string, chord: string][] = [
  ["grid.next", "Next row", "ArrowDown"],
  ["grid.previous", "Previous row", "ArrowUp"],
  ["grid.pageDown", "A screen down", "PageDown"],
  ["grid.pageUp", "A screen up", "PageUp"],
  ["grid.first", "First row", "Home"],
  ["grid.last", "Last row", "End"],
  ["grid.open", "Open the row's detail", "Enter"],
  ["grid.select", "Select the row, or not", "Space"],
  ["grid.extendDown", "Select down to the next row", "Shift+ArrowDown"],
  ["grid.extendUp", "Select up to the previous row", "Shift+ArrowUp"],
  ["grid.selectAll", "Select all of the filter", "Ctrl+A"],
  ["grid.copy", "Copy as text", "Ctrl+C"],
  ["grid.copyAs", "Copy as…", "Ctrl+Shift+C"],
  ["grid.leave", "Close the detail, or select nothing", "Escape"],
];

/** What a table can be told by key while the focus is in it. */
export const gridCommands: readonly Command[] = [
  { id: "grid.find", title: "Filter the table", category: "Tables", chord: "Ctrl+F" },
  ...list.map(([id, title, chord]) => ({ id, title, chord, category: "Tables", within: "grid" })),
];
