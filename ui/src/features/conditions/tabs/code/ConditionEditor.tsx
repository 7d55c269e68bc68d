import { isolateHistory } from "@codemirror/commands";
import { Annotation, type EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffectEvent, useImperativeHandle, useLayoutEffect, useRef, type Ref } from "react";
import type { Diagnostic } from "../../../../host/generated/Diagnostic";
import type { Place } from "../../spotlight";
import { hostSources, type HostSources } from "./hostSources";
import { setLinked } from "./linked";
import { keepEditor, reopenEditor } from "./memory";
import { minimalChange } from "./minimalChange";
import { problemMarks, showProblems, stepProblem } from "./problems";
import { conditionSetup, ReadOnlySwitch } from "./setup";
import type { TipActions } from "./tips";

/** Marks a change that came from outside the editor, so that it is not reported back. */
const fromOutside = Annotation.define<boolean>();

export interface ConditionEditorHandle {
  focus(): void;
  /** Selects and shows a place; the focus stays where it is. */
  reveal(place: Place): void;
  step(forward: boolean): void;
}

export interface Caret {
  /** In UTF-16 code units. */
  offset: number;
  /** Both from 1. */
  line: number;
  column: number;
}

interface ConditionEditorProps {
  /** Stays the same object for as long as the draft is open. */
  draft: object;
  text: string;
  onText: (text: string) => void;
  /** Diagnostics of `text`; null while those of an older text are the latest. */
  diagnostics: readonly Diagnostic[] | null;
  linked: Place | null;
  onCaret: (caret: Caret) => void;
  readOnly: boolean;
  sources: HostSources;
  actions: TipActions;
  describedBy: string;
  ref: Ref<ConditionEditorHandle>;
}

/** CodeMirror in React. All is handed over before the frame is painted, so that text, marks and builder change as one. */
export function ConditionEditor(props: ConditionEditorProps) {
  const { draft, text, diagnostics, linked, readOnly, describedBy, ref } = props;
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(null);
  const writable = useRef(new ReadOnlySwitch());
  /** Texts reported and not yet seen back: a late echo of one is no change from outside. */
  const reported = useRef<string[]>([]);

  const reportText = useEffectEvent((next: string) => {
    reported.current.push(next);
    props.onText(next);
  });
  const reportCaret = useEffectEvent((state: EditorState) => {
    const offset = state.selection.main.head;
    const line = state.doc.lineAt(offset);
    props.onCaret({ offset, line: line.number, column: offset - line.from + 1 });
  });
  const complete = useEffectEvent((asked: string, offset: number) => props.sources.complete(asked, offset));
  const hover = useEffectEvent((asked: string, offset: number) => props.sources.hover(asked, offset));
  const applyFix = useEffectEvent<TipActions["applyFix"]>((fix) => props.actions.applyFix(fix));
  const openRule = useEffectEvent<TipActions["openRule"]>((code) => props.actions.openRule(code));
  const firstText = useEffectEvent(() => text);

  useLayoutEffect(() => {
    if (parent.current === null) return undefined;
    const actions: TipActions = { applyFix: (fix) => applyFix(fix), openRule: (code) => openRule(code) };
    const sources: HostSources = { complete: (asked, at) => complete(asked, at), hover: (asked, at) => hover(asked, at) };
    const view = new EditorView({
      parent: parent.current,
      state: reopenEditor(draft, {
        doc: firstText(),
        extensions: [
          conditionSetup("Condition", describedBy),
          writable.current.extension(false),
          problemMarks(actions),
          hostSources(sources, actions),
          EditorView.updateListener.of((update) => {
            if (update.selectionSet || update.focusChanged) reportCaret(update.state);
          }),
        ],
      }),
      // What is typed is told before the editor draws it, so that it is analysed meanwhile.
      dispatchTransactions: (transactions, drawn) => {
        const inside = transactions.filter((transaction) => transaction.annotation(fromOutside) !== true);
        if (inside.some(({ docChanged }) => docChanged)) reportText(transactions.at(-1)?.newDoc.toString() ?? "");
        drawn.update(transactions);
      },
    });
    editor.current = view;
    return () => {
      editor.current = null;
      keepEditor(draft, view.state);
      view.destroy();
    };
  }, [draft, describedBy]);

  useLayoutEffect(() => {
    const view = editor.current;
    if (view === null) return;
    const shown = view.state.doc.toString();
    if (text === shown) {
      reported.current = [];
      return;
    }
    const echo = reported.current.indexOf(text);
    if (echo >= 0) {
      reported.current.splice(0, echo + 1);
      return;
    }
    const changes = minimalChange(shown, text);
    if (changes === null) return;
    reported.current = [];
    view.dispatch({ changes, annotations: [fromOutside.of(true), isolateHistory.of("full")] });
  }, [text]);

  useLayoutEffect(() => {
    if (editor.current !== null && diagnostics !== null) showProblems(editor.current, diagnostics);
  }, [diagnostics]);

  useLayoutEffect(() => {
    const range = linked === null ? null : { from: linked.from, to: linked.to };
    editor.current?.dispatch({ effects: setLinked.of(range) });
  }, [linked]);

  useLayoutEffect(() => {
    if (editor.current !== null) writable.current.set(editor.current, readOnly);
  }, [readOnly]);

  useImperativeHandle(ref, () => ({
    focus: () => editor.current?.focus(),
    reveal(place) {
      const view = editor.current;
      if (view === null) return;
      const end = view.state.doc.length;
      const selection = { anchor: Math.min(place.from, end), head: Math.min(place.to, end) };
      view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: "center" }) });
    },
    step(forward) {
      const view = editor.current;
      if (view === null) return;
      view.focus();
      stepProblem(view, props.actions, forward);
    },
  }));

  return <div ref={parent} style={{ height: "100%", minHeight: 0 }} />;
}
