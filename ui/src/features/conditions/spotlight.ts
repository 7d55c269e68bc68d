import { useSyncExternalStore } from "react";

/** A part of the analysed text, in UTF-16 code units. */
export interface Place {
  from: number;
  to: number;
}

/** Who points at the place: each side shows what the other points at, never its own. */
type Pointer = "builder" | "code" | "problems" | "meaning" | "evaluation";

interface Highlight extends Place {
  pointer: Pointer;
}

/**
 * Which part of the condition the user points at, shared by builder, code and meaning.
 *
 * A store outside React's tree, so that moving the mouse re-renders only the two rows concerned.
 */
export class Spotlight {
  #highlight: Highlight | null = null;
  #highlightListeners = new Set<() => void>();
  #revealed: Place | null = null;
  #revealListeners = new Set<(place: Place) => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#highlightListeners.add(listener);
    return () => this.#highlightListeners.delete(listener);
  };

  readonly current = (): Highlight | null => this.#highlight;

  /** Points at a place, or at nothing. */
  point(highlight: Highlight | null): void {
    const before = this.#highlight;
    if (before?.from === highlight?.from && before?.to === highlight?.to && before?.pointer === highlight?.pointer) return;
    this.#highlight = highlight;
    for (const listener of this.#highlightListeners) listener();
  }

  /** Asks every view that shows the text to scroll to the place and put the cursor there. */
  reveal(place: Place): void {
    this.#revealed = place;
    for (const listener of this.#revealListeners) listener(place);
  }

  /** Where the user was sent last, for a view that is opened after; it is told once. */
  lastRevealed(): Place | null {
    const place = this.#revealed;
    this.#revealed = null;
    return place;
  }

  onReveal(listener: (place: Place) => void): () => void {
    this.#revealListeners.add(listener);
    return () => this.#revealListeners.delete(listener);
  }
}

/** What is pointed at, read through `select` so that a view re-renders only when its own answer changes. */
export function useSpotlight<T>(spotlight: Spotlight, select: (highlight: Highlight | null) => T): T {
  return useSyncExternalStore(spotlight.subscribe, () => select(spotlight.current()));
}
