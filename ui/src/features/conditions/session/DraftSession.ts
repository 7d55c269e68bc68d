import { replaceEqualDeep } from "@tanstack/react-query";
import type { Analysis } from "../../../host/generated/Analysis";
import type { Draft } from "../../../host/generated/Draft";
import type { DraftContent } from "../../../host/generated/DraftContent";
import type { ModelEdit } from "../../../host/generated/ModelEdit";
import type { TextEdit } from "../../../host/generated/TextEdit";
import type { VisualModel } from "../../../host/generated/VisualModel";
import type { Host } from "../../../host/types";
import type { WorkbenchActions } from "../workbench";
import { Analyzer } from "./analyzer";
import { keystroke } from "./keystroke";
import { Saver, type SaveState } from "./saver";

/** How long a new text waits to be shown together with its analysis, in milliseconds; the editor shows it at once. */
const patience = 150;

export interface SessionState {
  id: number;
  name: string;
  content: DraftContent;
  analysis: Analysis | null;
  analysedText: string;
  saved: SaveState;
  /** Why the last save failed. */
  saveFailure: unknown;
  analysisFailure: unknown;
  canUndo: boolean;
  canRedo: boolean;
}

/**
 * One open draft: its content, its analysis and its saving, apart from any component.
 *
 * The text is the only truth. Builder edits are asked of the host for the analysed text and come back as a text.
 */
export class DraftSession implements WorkbenchActions {
  readonly #host: Host;
  readonly #analyzer: Analyzer;
  readonly #saver: Saver;
  readonly #listeners = new Set<() => void>();
  #state: SessionState;
  #edits: Promise<unknown> = Promise.resolve();
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, draft: Draft) {
    this.#host = host;
    this.#state = {
      id: draft.id,
      name: draft.name,
      content: draft.content,
      analysis: null,
      analysedText: draft.content.text,
      saved: "saved",
      saveFailure: null,
      analysisFailure: null,
      canUndo: draft.can_undo,
      canRedo: draft.can_redo,
    };
    this.#analyzer = new Analyzer(
      host,
      ({ text }, analysis) =>
        this.#set({
          analysis: shared(this.#state.analysis, unblamed(text, analysis)),
          analysedText: text,
          analysisFailure: null,
        }),
      (analysisFailure) => this.#set({ analysisFailure }),
    );
    this.#saver = new Saver(host, draft.id, (saved, written, saveFailure) =>
      this.#set({ saved, saveFailure, ...(written === null ? {} : { canUndo: written.can_undo, canRedo: written.can_redo }) }),
    );
    this.#analyze();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): SessionState => this.#state;

  readonly changeText = (text: string): void => {
    if (text === this.#state.content.text || this.#state.analysis?.model.editable === false) return;
    keystroke.begin();
    this.#put({ ...this.#state.content, text });
  };

  readonly changeContent = (patch: Partial<Omit<DraftContent, "text">>): void => this.#put({ ...this.#state.content, ...patch });

  readonly applyEdits = (edits: readonly TextEdit[]): void => {
    // From the end, so that the places of the others stay true.
    const ordered = edits.toSorted((a, b) => b.span.from - a.span.from);
    let text = this.#state.analysedText;
    for (const { span, replacement } of ordered) text = text.slice(0, span.from) + replacement + text.slice(span.to);
    this.changeText(text);
  };

  /**
   * Edits the text through the visual model. `make` gets the model of the text as it is when its turn comes, because
   * node ids hold for one text only; null gives the edit up. Resolves after the new text is analysed.
   */
  edit(make: (model: VisualModel) => ModelEdit | null): Promise<void> {
    const turn = this.#edits.then(async () => {
      await this.#analyzer.settled();
      const { analysis, analysedText } = this.#state;
      const edit = analysis === null ? null : make(analysis.model);
      if (edit === null) return;
      const edited = await this.#host.editCondition({ text: analysedText, edit });
      // Typing in the code while the answer was on its way wins; the edit was for a text that is gone.
      if (this.#state.content.text !== analysedText) return;
      this.changeText(edited.text);
      await this.#analyzer.settled();
    });
    this.#edits = turn.catch(() => undefined);
    return turn;
  }

  async undo(): Promise<void> {
    await this.#saved();
    if (this.#state.canUndo) this.#adopt(await this.#host.undoDraft({ id: this.#state.id }));
  }

  async redo(): Promise<void> {
    await this.#saved();
    if (this.#state.canRedo) this.#adopt(await this.#host.redoDraft({ id: this.#state.id }));
  }

  async goTo(revision: number): Promise<void> {
    await this.#saved();
    this.#adopt(await this.#host.goToRevision({ id: this.#state.id, revision }));
  }

  async rename(name: string): Promise<void> {
    const renamed = await this.#host.renameDraft({ id: this.#state.id, name });
    this.#set({ name: renamed.name });
  }

  flush(): Promise<void> {
    return this.#saver.flush();
  }

  /** What could not be saved stands nowhere but in the window, so no other step may take its place. */
  async #saved(): Promise<void> {
    await this.flush();
    if (this.#state.saved === "failed") throw this.#state.saveFailure;
  }

  #adopt(draft: Draft): void {
    if (draft.content.text !== this.#state.content.text) keystroke.begin();
    // Names that are the same stay the same object, so that only what changed is asked about and shown.
    const content = replaceEqualDeep<DraftContent>(this.#state.content, draft.content);
    this.#show({ content, canUndo: draft.can_undo, canRedo: draft.can_redo, saved: "saved" });
  }

  #put(content: DraftContent): void {
    this.#saver.put(content);
    this.#show({ content, canUndo: true, canRedo: false, saved: "unsaved" });
  }

  /**
   * Takes another content. A new text is told of together with its analysis, which is a few milliseconds away: two
   * renders for one key press take the time of both, and the editor shows the key in any case.
   */
  #show(patch: Partial<SessionState> & { content: DraftContent }): void {
    const before = this.#state.content;
    this.#state = { ...this.#state, ...patch };
    const { text, role, principal_names } = patch.content;
    const asked = role === before.role && principal_names === before.principal_names;
    if (asked && text === before.text) {
      this.#tell();
      return;
    }
    this.#analyze();
    if (asked) this.#telling ??= setTimeout(() => this.#tell(), patience);
    else this.#tell();
  }

  #analyze(): void {
    const { text, role, principal_names } = this.#state.content;
    this.#analyzer.ask({ text, role, principal_names });
  }

  #set(patch: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...patch };
    this.#tell();
  }

  #tell(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    for (const listener of this.#listeners) listener();
  }
}

/**
 * The new analysis, with every list and sentence that is equal to the one before as the same object, so that what shows
 * it need not render again. The model moves with every key press; the builder knows better what is the same in it.
 */
function shared(before: Analysis | null, next: Analysis): Analysis {
  if (before === null) return next;
  const { model, ...rest } = next;
  return { ...replaceEqualDeep<Omit<Analysis, "model">>(before, rest), model };
}

/** A draft that is not begun has no problem yet. */
function unblamed(text: string, analysis: Analysis): Analysis {
  return text.trim() === "" ? { ...analysis, diagnostics: [] } : analysis;
}
