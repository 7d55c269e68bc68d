import { historyField } from "@codemirror/commands";
import { EditorState, type EditorStateConfig } from "@codemirror/state";

/** Undo history and caret of a draft's editor while another tab is shown; gone with the draft's actions object. */
const kept = new WeakMap<object, unknown>();
const fields = { history: historyField };

export function keepEditor(draft: object, state: EditorState) {
  kept.set(draft, state.toJSON(fields));
}

export function reopenEditor(draft: object, config: EditorStateConfig): EditorState {
  const json = kept.get(draft);
  return json === undefined ? EditorState.create(config) : EditorState.fromJSON(json, config, fields);
}
