/** How many measures the browser keeps for us before the oldest are let go. */
const kept = 2000;

/**
 * Measures `rolewright:keystroke`: from the key press (or click) that changed the text until what is shown for it is
 * in the page. Read with `performance.getEntriesByName`.
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

  /** To be called when the analysis of the newest text is in the page. */
  end(): void {
    if (this.#begun === null) return;
    if (this.#count++ % kept === kept - 1) performance.clearMeasures("rolewright:keystroke");
    performance.measure("rolewright:keystroke", { start: this.#begun, end: performance.now() });
    this.#begun = null;
  }
}

export const keystroke = new KeystrokeMeasure();
