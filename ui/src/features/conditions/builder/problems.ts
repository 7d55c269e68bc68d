import { useSyncExternalStore } from "react";
import type { Diagnostic } from "../../../host/generated/Diagnostic";
import type { VisualModel } from "../../../host/generated/VisualModel";
import { keepSame, pathOfPlace, type Path } from "./path";

const none: readonly Diagnostic[] = [];

/** The problems of the newest analysis by the row they belong to; a row re-renders only when its own problems change. */
export class RowProblems {
  #shown: ReadonlyMap<Path, readonly Diagnostic[]> = new Map();
  #newest: ReadonlyMap<Path, readonly Diagnostic[]> = new Map();
  #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  place(model: VisualModel, diagnostics: readonly Diagnostic[]): void {
    const placed = new Map<Path, Diagnostic[]>();
    for (const diagnostic of diagnostics) {
      const path = pathOfPlace(model, diagnostic.span);
      if (path !== null) placed.set(path, [...(placed.get(path) ?? []), diagnostic]);
    }
    this.#newest = placed;
    this.#shown = new Map([...placed].map(([path, list]) => [path, keepSame(this.#shown.get(path) ?? none, list)]));
    for (const listener of this.#listeners) listener();
  }

  /** What to show; its spans may be of an older text. */
  at(path: Path): readonly Diagnostic[] {
    return this.#shown.get(path) ?? none;
  }

  /** The same problems with the spans of the newest text, for fixes. */
  newestAt(path: Path): readonly Diagnostic[] {
    return this.#newest.get(path) ?? none;
  }
}

export function useRowProblems(problems: RowProblems, path: Path): readonly Diagnostic[] {
  return useSyncExternalStore(problems.subscribe, () => problems.at(path));
}
