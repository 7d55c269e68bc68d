import { StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";

/** Shows which part of the text the pointer is on elsewhere: a builder row, a sentence, a node of an evaluation. */
export const setLinked = StateEffect.define<{ from: number; to: number } | null>();

const mark = Decoration.mark({ class: "cm-rw-linked" });

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setLinked)) continue;
      const range = effect.value;
      const end = transaction.state.doc.length;
      const shown = range !== null && range.from < range.to && range.to <= end;
      next = shown ? Decoration.set([mark.range(range.from, range.to)]) : Decoration.none;
    }
    return next;
  },
  provide: (self) => EditorView.decorations.from(self),
});

export const linkedSpan: Extension = field;
