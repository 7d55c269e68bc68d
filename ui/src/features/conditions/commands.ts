import type { Command } from "../../components/commands/registry";

const draft: readonly [id: string, title: string, chord?: string][] = [
  ["draft.new", "New blank draft", "Ctrl+N"],
  ["draft.template", "Start from a template…", "Ctrl+Shift+N"],
  ["draft.paste", "Paste anything…", "Ctrl+Shift+V"],
  ["draft.switch", "Switch or search drafts…", "Ctrl+O"],
  ["draft.rename", "Rename draft…", "F2"],
  ["draft.history", "History of this draft", "Ctrl+H"],
  ["draft.delete", "Delete this draft"],
  ["problem.next", "Next problem", "F8"],
  ["problem.previous", "Previous problem", "Shift+F8"],
  ["tab.next", "Next tab", "Ctrl+PageDown"],
  ["tab.previous", "Previous tab", "Ctrl+PageUp"],
];

const builder: readonly [id: string, title: string, chord: string][] = [
  ["builder.open", "Open the row's picker", "Enter"],
  ["builder.add", "Add an expression here", "A"],
  ["builder.clause", "Add a clause", "C"],
  ["builder.negate", "Negate, or take the negation away", "N"],
  ["builder.group", "Group with the next row, or the selected rows", "G"],
  ["builder.ungroup", "Ungroup", "Shift+G"],
  ["builder.remove", "Remove", "Delete"],
  ["builder.up", "Move up", "Alt+ArrowUp"],
  ["builder.down", "Move down", "Alt+ArrowDown"],
  ["builder.out", "Move out of the group", "Alt+ArrowLeft"],
  ["builder.in", "Move into the group beside", "Alt+ArrowRight"],
  ["builder.selectNext", "Select the next row as well", "Shift+ArrowDown"],
  ["builder.selectPrevious", "Select the previous row as well", "Shift+ArrowUp"],
  ["builder.menu", "Everything for this row", "Shift+F10"],
  ["builder.next", "Next row", "ArrowDown"],
  ["builder.previous", "Previous row", "ArrowUp"],
  ["builder.intoRow", "Next part of the row", "ArrowRight"],
  ["builder.outOfRow", "Previous part of the row", "ArrowLeft"],
];

/** Everything the Conditions page can be told by name or key. */
export const conditionCommands: readonly Command[] = [
  { id: "draft.undo", title: "Undo", category: "Conditions", chord: "Ctrl+Z", yieldsToTextFields: true },
  { id: "draft.redo", title: "Redo", category: "Conditions", chord: "Ctrl+Y", yieldsToTextFields: true },
  ...draft.map(([id, title, chord]) => ({ id, title, category: "Conditions", ...(chord === undefined ? {} : { chord }) })),
  { id: "builder.copy", title: "Copy the row's text", category: "Builder", chord: "Ctrl+C", within: "builder", yieldsToTextFields: true },
  ...builder.map(([id, title, chord]) => ({ id, title, chord, category: "Builder", within: "builder" })),
];
