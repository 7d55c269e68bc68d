import { forEachDiagnostic, linter, setDiagnostics, type Diagnostic as Squiggle } from "@codemirror/lint";
import { StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, showTooltip, type Tooltip } from "@codemirror/view";
import type { Diagnostic } from "../../../../host/generated/Diagnostic";
import { problemTip, type TipActions } from "./tips";

/** The host's diagnostic behind each squiggle. */
const origin = new WeakMap<Squiggle, Diagnostic>();

interface Found {
  diagnostic: Diagnostic;
  from: number;
  to: number;
}

/** Draws the host's diagnostics; the host is asked elsewhere. */
export function showProblems(view: EditorView, diagnostics: readonly Diagnostic[]) {
  const end = view.state.doc.length;
  const problems = diagnostics.map((diagnostic) => {
    const from = Math.min(diagnostic.span.from, end);
    // A problem of a whole clause is marked on its first line; a page of squiggles says nothing.
    const to = Math.min(Math.max(diagnostic.span.to, from), view.state.doc.lineAt(from).to);
    const squiggle: Squiggle = {
      from,
      to,
      severity: diagnostic.severity,
      message: diagnostic.message,
    };
    origin.set(squiggle, diagnostic);
    return squiggle;
  });
  if (!areDrawn(view.state, problems)) view.dispatch(setDiagnostics(view.state, problems));
}

/** Whether the editor draws just these already. What stands behind those that it draws becomes the newest. */
function areDrawn(state: EditorState, problems: readonly Squiggle[]): boolean {
  const left = [...problems];
  let all = true;
  forEachDiagnostic(state, (squiggle, from, to) => {
    const at = left.findIndex((other) => other.from === from && other.to === to && other.severity === squiggle.severity && other.message === squiggle.message);
    const [found] = at < 0 ? [] : left.splice(at, 1);
    const newest = found === undefined ? undefined : origin.get(found);
    if (newest === undefined) all = false;
    else origin.set(squiggle, newest);
  });
  return all && left.length === 0;
}

/** The problems drawn now, in the order of the text, where they stand after what was typed since. */
function problemsIn(state: EditorState): Found[] {
  const found: Found[] = [];
  forEachDiagnostic(state, (squiggle, from, to) => {
    const diagnostic = origin.get(squiggle);
    if (diagnostic !== undefined) found.push({ diagnostic, from, to });
  });
  return found.toSorted((a, b) => a.from - b.from || a.to - b.to);
}

export const problemsAt = (state: EditorState, position: number) =>
  problemsIn(state).filter(({ from, to }) => from <= position && position <= to);

const setTip = StateEffect.define<Tooltip | null>();

/** The tip that F8 opens at the problem; it goes with the next move or change. */
const tipField = StateField.define<Tooltip | null>({
  create: () => null,
  update(tip, transaction) {
    for (const effect of transaction.effects) if (effect.is(setTip)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : tip;
  },
  provide: (self) => showTooltip.from(self),
});

function goTo(view: EditorView, { diagnostic, from, to }: Found, actions: TipActions) {
  // Under the last line of a part that wraps, so that the tip does not cover the rest of it.
  const wraps = view.coordsAtPos(from)?.top !== view.coordsAtPos(to)?.top;
  const tip: Tooltip = {
    pos: wraps ? to : from,
    end: to,
    above: false,
    arrow: false,
    create: (view) => ({ dom: problemTip([diagnostic], view, actions) }),
  };
  view.dispatch({
    selection: { anchor: from, head: to },
    effects: [setTip.of(tip), EditorView.announce.of(`${diagnostic.severity}: ${diagnostic.message}`)],
    scrollIntoView: true,
  });
}

/** Moves to the next (or previous) problem and opens its tip; after the last one it starts over. */
export function stepProblem(view: EditorView, actions: TipActions, forward: boolean): boolean {
  const problems = problemsIn(view.state);
  const { from } = view.state.selection.main;
  const next = forward
    ? (problems.find((problem) => problem.from > from) ?? problems[0])
    : (problems.findLast((problem) => problem.from < from) ?? problems.at(-1));
  if (next === undefined) return false;
  goTo(view, next, actions);
  return true;
}

export function problemMarks(actions: TipActions): Extension {
  return [
    // The tips are our own (they carry fixes and the rule's page), so the package's are turned off.
    linter(null, { tooltipFilter: () => [] }),
    tipField,
    keymap.of([
      { key: "F8", run: (view) => stepProblem(view, actions, true), shift: (view) => stepProblem(view, actions, false) },
      {
        key: "Escape",
        run(view) {
          if (view.state.field(tipField) === null) return false;
          view.dispatch({ effects: setTip.of(null) });
          return true;
        },
      },
    ]),
  ];
}
