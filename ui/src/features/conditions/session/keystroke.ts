import { whenPainted } from "../../../components/painted";

/** How many measures the browser keeps for us before the oldest are let go. */
const kept = 2000;

/**
 * Measures `rolewright:keystroke`: from the key press (or click) that changed the text until the frame that shows
 * everything for it is painted. Read with `performance.getEntriesByName`.
 */
class KeystrokeMeasure {
  #inputAt = 0;
  #begun: number | null = null;
  #count = 0;

  constructor() {
    for (const type of ["keydown", "pointerdown", "pointerup"] as const) {
      window.addEventListener(type, (event) => (this.#inputAt = event.timeStamp), { capture: true, passive: true });
    }
  }

  begin(): void {
    const now = performance.now();
    // An input long ago did not cause this change: it came out of an answer of the host.
    this.#begun ??= now - this.#inputAt < 1000 ? this.#inputAt : now;
  }

  /** To be called when the analysis of the newest text is in the page, not painted yet. */
  end(): void {
    const start = this.#begun;
    if (start === null) return;
    this.#begun = null;
    whenPainted(() => {
      if (this.#count++ % kept === kept - 1) performance.clearMeasures("rolewright:keystroke");
      performance.measure("rolewright:keystroke", { start, end: performance.now() });
    });
  }
}

export const keystroke = new KeystrokeMeasure();
