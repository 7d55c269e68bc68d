import { RangeSetBuilder, type Extension } from "@codemirror/state";
import { Decoration, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from "@codemirror/view";

/** Wrapped parts of a line start two columns deeper than the line itself. */
function hang(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      const indent = line.text.length - line.text.trimStart().length;
      builder.add(line.from, line.from, Decoration.line({ attributes: { style: `--hang: ${Math.min(indent, 24) + 2}ch` } }));
      at = line.to + 1;
    }
  }
  return builder.finish();
}

class HangingIndent {
  decorations: DecorationSet;

  constructor(view: EditorView) {
    this.decorations = hang(view);
  }

  update(update: ViewUpdate) {
    if (update.docChanged || update.viewportChanged) this.decorations = hang(update.view);
  }
}

export const hangingIndent: Extension = ViewPlugin.fromClass(HangingIndent, { decorations: (plugin) => plugin.decorations });
