import type { EditorView } from "@codemirror/view";
import type { Diagnostic } from "../../../../host/generated/Diagnostic";
import type { Fix } from "../../../../host/generated/Fix";
import type { Hover } from "../../../../host/generated/Hover";
import { fixLabel } from "../../problems/fixLabel";
import { quotedParts } from "../../../../components/quotedParts";

// CodeMirror places tooltips itself, outside React, so these are plain elements; theme.ts gives them Fluent's look.

export interface TipActions {
  applyFix(fix: Fix): void;
  openRule(code: string): void;
}

const severityWords = { error: "Error", warning: "Warning", info: "Note" } as const;

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** A sentence of the engine, with what it quotes set as code. */
function words(text: string): (HTMLElement | string)[] {
  return quotedParts(text).map(({ quoted, part }) => (quoted ? element("code", "", part) : part));
}

function sentence(className: string, text: string): HTMLParagraphElement {
  const made = element("p", className);
  made.append(...words(text));
  return made;
}

function button(className: string, text: string, act: () => void): HTMLButtonElement {
  const made = element("button", className);
  made.append(...words(text));
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function problemPart(diagnostic: Diagnostic, view: EditorView, actions: TipActions): HTMLElement {
  const part = element("div", "cm-rw-tip");
  part.append(sentence("cm-rw-tip-title", `${severityWords[diagnostic.severity]}: ${diagnostic.message}`));
  if (diagnostic.help !== null) part.append(sentence("", diagnostic.help));
  const row = element("div", "cm-rw-tip-row");
  for (const fix of diagnostic.fixes) {
    if (fix.applicability === "show-only" || view.state.readOnly) {
      part.append(sentence("cm-rw-tip-quiet", `Suggestion: ${fix.title}`));
    } else {
      row.append(button("", fixLabel(fix), () => actions.applyFix(fix)));
    }
  }
  const rule = button("cm-rw-rule", `${diagnostic.code} ${diagnostic.rule}`, () => actions.openRule(diagnostic.code));
  rule.title = "What this rule checks and why";
  row.append(rule);
  part.append(row);
  return part;
}

export function problemTip(diagnostics: readonly Diagnostic[], view: EditorView, actions: TipActions): HTMLElement {
  const tip = element("div", "");
  tip.append(...diagnostics.map((diagnostic) => problemPart(diagnostic, view, actions)));
  return tip;
}

export function hoverPart(hover: Hover): HTMLElement {
  const part = element("div", "cm-rw-tip");
  part.append(element("p", "cm-rw-tip-title", hover.title), sentence("", hover.text));
  return part;
}
