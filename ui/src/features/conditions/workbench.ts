import type { Analysis } from "../../host/generated/Analysis";
import type { Catalogue } from "../../host/generated/Catalogue";
import type { DraftContent } from "../../host/generated/DraftContent";
import type { TextEdit } from "../../host/generated/TextEdit";
import type { Spotlight } from "./spotlight";

/**
 * The open draft as the builder, the problem list and the tabs see it. A new object at every change.
 *
 * The text is the one truth: builder and code both change the text, and everything shown comes from its analysis.
 */
export interface Workbench {
  draftId: number;
  draftName: string;
  /** The draft as the user left it this instant, `content.text` included. */
  content: DraftContent;
  /** The newest analysis; null until the first has come. Its spans are places in `analysedText`. */
  analysis: Analysis | null;
  /** Behind `content.text` for as long as an analysis takes. */
  analysedText: string;
  catalogue: Catalogue;
  /** Version-1 text: shown, never changed. */
  readOnly: boolean;
  spotlight: Spotlight;
  actions: WorkbenchActions;
}

/** What can be done to the open draft. The same object for as long as the draft is open. */
export interface WorkbenchActions {
  /** Replaces the whole text; saved and analysed from here. */
  changeText(text: string): void;
  /** Changes anything but the text: role, principal, scope, bench, names. */
  changeContent(patch: Partial<Omit<DraftContent, "text">>): void;
  /** Applies a fix or an edit whose spans are places in `analysedText`. */
  applyEdits(edits: readonly TextEdit[]): void;
}

/** Every tab component takes exactly this. A tab is mounted only while it is shown. */
export interface TabProps {
  workbench: Workbench;
}
