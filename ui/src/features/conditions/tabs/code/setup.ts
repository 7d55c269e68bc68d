import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { hangingIndent } from "./hangingIndent";
import { conditionLanguage } from "./language";
import { linkedSpan } from "./linked";
import { fluentTheme } from "./theme";

const searchWords = {
  next: "Next",
  previous: "Previous",
  all: "All",
  "match case": "Match case",
  regexp: "Regular expression",
  "by word": "Whole words",
  replace: "Replace",
  "replace all": "Replace all",
  close: "Close",
};

/** What every code view has, whether it can be typed in or only read. */
export function readingSetup(label: string, describedBy?: string): Extension {
  const described = describedBy === undefined ? {} : { "aria-describedby": describedBy };
  return [
    // Only a line feed ends a line, so a carriage return stays in the text and offsets agree with the host's.
    EditorState.lineSeparator.of("\n"),
    lineNumbers(),
    // Control and format characters show as a red dot; a carriage return before a line feed is no surprise.
    highlightSpecialChars({ specialChars: /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0]/gu }),
    bracketMatching(),
    search({ top: true }),
    EditorState.phrases.of(searchWords),
    EditorView.lineWrapping,
    hangingIndent,
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", ...described }),
    fluentTheme,
  ];
}

/** The condition editor without what it asks of the host. */
export function conditionSetup(label: string, describedBy: string): Extension {
  return [
    readingSetup(label, describedBy),
    highlightActiveLineGutter(),
    history(),
    closeBrackets(),
    indentUnit.of(" "),
    conditionLanguage(),
    linkedSpan,
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
  ];
}

/** Version-1 text can be read, searched and copied, never changed. */
export class ReadOnlySwitch {
  readonly #compartment = new Compartment();

  extension(readOnly: boolean): Extension {
    return this.#compartment.of(EditorState.readOnly.of(readOnly));
  }

  set(view: EditorView, readOnly: boolean) {
    if (view.state.readOnly !== readOnly) {
      view.dispatch({ effects: this.#compartment.reconfigure(EditorState.readOnly.of(readOnly)) });
    }
  }
}
