/** A key combination in words: modifiers in this order, then the key: `Ctrl+Shift+Z`, `Alt+ArrowUp`, `F8`, `A`. */
export type Chord = string;

const modifierKeys = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph"]);

/** The chord of a key press; null while only modifiers are down. Command counts as Ctrl. */
export function chordOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): Chord | null {
  if (modifierKeys.has(event.key)) return null;
  const letter = event.key.length === 1;
  const key = event.key === " " ? "Space" : letter ? event.key.toUpperCase() : event.key;
  // Shift is part of the sign for `?` and `+`, but a key of its own beside a letter or a named key.
  const shift = event.shiftKey && (!letter || /[A-Z]/.test(key));
  return [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", shift ? "Shift" : "", key].filter(Boolean).join("+");
}

/** Whether the chord would type something into a text. */
export function types(chord: Chord): boolean {
  return !/^(Ctrl|Alt)\+/.test(chord) && !/^F\d+$/.test(chord);
}

const signs: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Delete: "Del", Escape: "Esc" };

/** The chord as shown to the user. */
export function shown(chord: Chord): string {
  return chord
    .split("+")
    .map((part) => signs[part] ?? part)
    .join("+");
}
