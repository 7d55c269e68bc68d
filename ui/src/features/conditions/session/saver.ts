import type { Draft } from "../../../host/generated/Draft";
import type { DraftContent } from "../../../host/generated/DraftContent";
import type { Host } from "../../../host/types";

export type SaveState = "saved" | "unsaved" | "saving" | "failed";

/** A killed window loses what was typed in this time at most. */
const saveAfterMs = 350;

/** Writes a draft a moment after its last change, and at once when asked to. */
export class Saver {
  readonly #host: Host;
  readonly #id: number;
  readonly #onState: (state: SaveState, draft: Draft | null, thrown: unknown) => void;
  #pending: DraftContent | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(host: Host, id: number, onState: (state: SaveState, draft: Draft | null, thrown: unknown) => void) {
    this.#host = host;
    this.#id = id;
    this.#onState = onState;
  }

  /** The draft is `unsaved` from here on, which whoever calls knows. */
  put(content: DraftContent): void {
    this.#pending = content;
    // Not put off again by the next key press: whoever types without a pause is saved as well.
    this.#timer ??= setTimeout(() => void this.flush(), saveAfterMs);
  }

  /** Resolves once everything put so far is written, or has failed and was reported. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const content = this.#pending;
    if (content === null) return;
    this.#pending = null;
    this.#onState("saving", null, null);
    try {
      const draft = await this.#host.saveDraft({ id: this.#id, content });
      if (this.#pending === null) this.#onState("saved", draft, null);
    } catch (thrown) {
      // Kept, so that the next change or "try again" writes it.
      this.#pending ??= content;
      this.#onState("failed", null, thrown);
    }
  }
}
