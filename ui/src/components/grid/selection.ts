import type { Chosen } from "../../host/generated/Chosen";

/** Which rows are selected: some, or all of the filter but some. */
export interface Selection {
  all: boolean;
  keys: ReadonlySet<string>;
}

export const nothing: Selection = { all: false, keys: new Set() };
export const everything: Selection = { all: true, keys: new Set() };

export function isSelected({ all, keys }: Selection, key: string): boolean {
  return keys.has(key) !== all;
}

export function toggled({ all, keys }: Selection, key: string): Selection {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return { all, keys: next };
}

export function withKeys(selection: Selection, added: readonly string[]): Selection {
  const keys = new Set(selection.keys);
  for (const key of added) {
    if (selection.all) keys.delete(key);
    else keys.add(key);
  }
  return { all: selection.all, keys };
}

export function countOf({ all, keys }: Selection, total: number): number {
  return all ? Math.max(total - keys.size, 0) : keys.size;
}

/** What to copy: the selection, or without one the row where one stands. */
export function chosenOf(selection: Selection, total: number, active: string | null): Chosen | null {
  if (countOf(selection, total) > 0) return { kind: selection.all ? "all-but" : "rows", keys: [...selection.keys] };
  return active === null ? null : { kind: "rows", keys: [active] };
}
