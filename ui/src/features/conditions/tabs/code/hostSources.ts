import { autocompletion, type Completion as Option, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { hoverTooltip, type EditorView, type Tooltip } from "@codemirror/view";
import type { Completion } from "../../../../host/generated/Completion";
import type { Hover } from "../../../../host/generated/Hover";
import { problemsAt } from "./problems";
import { hoverPart, problemTip, type TipActions } from "./tips";

/** What the editor asks the host about a place; a failed question means no answer there, never a broken editor. */
export interface HostSources {
  complete(text: string, offset: number): Promise<Completion[]>;
  hover(text: string, offset: number): Promise<Hover | null>;
}

const kinds: Readonly<Record<string, string>> = {
  attribute: "attribute",
  operator: "operator",
  action: "action",
  role: "role",
  keyword: "keyword",
  value: "value",
};

function option({ label, insert, kind, detail, span }: Completion, asked: number): Option {
  // An attribute is known by its title; its path is long and says little at its start.
  const titled = kind === "attribute" && detail !== "";
  const said = titled ? label : [detail, kinds[kind] ?? ""].filter((part) => part !== "").join(" · ");
  return {
    label,
    displayLabel: titled ? detail : label,
    detail: said,
    apply(view, _completion, _from, to) {
      // The host names what is replaced; `to` has moved on with what was typed since it was asked.
      view.dispatch({
        changes: { from: span.from, to: to + Math.max(0, span.to - asked), insert },
        selection: { anchor: span.from + insert.length },
        userEvent: "input.complete",
      });
    },
  };
}

function completionSource(sources: HostSources) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const before = context.state.sliceDoc(Math.max(0, context.pos - 1), context.pos);
    if (!context.explicit && (before === "" || /[\s()\]}]/.test(before))) return null;
    const found = await sources.complete(context.state.doc.toString(), context.pos).catch(() => []);
    if (context.aborted || found.length === 0) return null;
    const from = Math.min(...found.map(({ span }) => span.from));
    const typed = context.state.sliceDoc(from, context.pos).toLowerCase();
    const fits = ({ label, insert, detail }: Completion) => `${label} ${insert} ${detail}`.toLowerCase().includes(typed);
    const options = found.filter(fits).map((completion) => option(completion, context.pos));
    return options.length === 0 ? null : { from, options, filter: false };
  };
}

function hoverSource(sources: HostSources, actions: TipActions) {
  return async (view: EditorView, position: number): Promise<Tooltip | null> => {
    const problems = problemsAt(view.state, position);
    const hover = await sources.hover(view.state.doc.toString(), position).catch(() => null);
    if (problems.length === 0 && hover === null) return null;
    const end = view.state.doc.length;
    const first = problems[0];
    const from = Math.min(first?.from ?? hover?.span.from ?? position, end);
    const to = Math.min(first?.to ?? hover?.span.to ?? position, end);
    const create = () => {
      const dom = document.createElement("div");
      const shown = problems.map(({ diagnostic }) => diagnostic);
      if (shown.length > 0) dom.append(...problemTip(shown, view, actions).childNodes);
      if (hover !== null) dom.append(hoverPart(hover));
      return { dom };
    };
    return { pos: from, end: Math.max(from, to), above: true, create };
  };
}

export function hostSources(sources: HostSources, actions: TipActions): Extension {
  return [
    // Asked once the keys rest, so that it does not come between a key and its picture.
    autocompletion({ override: [completionSource(sources)], icons: false, activateOnTypingDelay: 150 }),
    hoverTooltip(hoverSource(sources, actions), { hoverTime: 250 }),
  ];
}
