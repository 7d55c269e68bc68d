import type { Analysis } from "../../../host/generated/Analysis";
import type { AnalyzeRequest } from "../../../host/generated/AnalyzeRequest";
import type { Host } from "../../../host/types";

/**
 * Asks for the analysis of the newest text: one question at a time, and a text that was overtaken while it waited is
 * never asked about. Nothing is put off: the first key press asks at once.
 */
export class Analyzer {
  readonly #host: Host;
  readonly #onAnalysis: (request: AnalyzeRequest, analysis: Analysis) => void;
  readonly #onFailure: (thrown: unknown) => void;
  #running = false;
  #next: AnalyzeRequest | null = null;
  #waiting: (() => void)[] = [];

  constructor(host: Host, onAnalysis: (request: AnalyzeRequest, analysis: Analysis) => void, onFailure: (thrown: unknown) => void) {
    this.#host = host;
    this.#onAnalysis = onAnalysis;
    this.#onFailure = onFailure;
  }

  ask(request: AnalyzeRequest): void {
    this.#next = request;
    if (!this.#running) void this.#run();
  }

  /** Resolves once the newest text asked about is analysed (or could not be). */
  settled(): Promise<void> {
    if (!this.#running) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#next !== null) {
      const request = this.#next;
      this.#next = null;
      try {
        // One after the other is the point: the answers must not overtake each other.
        // oxlint-disable-next-line no-await-in-loop
        const analysis = await this.#host.analyzeCondition(request);
        if (this.#next === null) this.#onAnalysis(request, analysis);
      } catch (thrown) {
        if (this.#next === null) this.#onFailure(thrown);
      }
    }
    this.#running = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
