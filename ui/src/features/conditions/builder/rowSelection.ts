import type { VisualModel } from "../../../host/generated/VisualModel";
import { rowAt } from "./rowFocus";
import { childPath, indexIn, nodeAt, parentPath, type Path } from "./path";

/**
 * Rows chosen together: neighbours in one group. As with the tab order, the mark stands on the elements alone, so that
 * choosing renders nothing; whatever changes the text clears it.
 */
export function selectedPaths(root: HTMLElement | null): Path[] {
  return [...(root?.querySelectorAll<HTMLElement>("[data-selected]") ?? [])].flatMap((row) => row.dataset["path"] ?? []);
}

export function clearSelection(root: HTMLElement | null): void {
  for (const row of root?.querySelectorAll<HTMLElement>("[data-selected], [data-anchor]") ?? []) {
    delete row.dataset["selected"];
    delete row.dataset["anchor"];
  }
}

/** Selects from the row where the selection began to `to`, and focuses that. Rows of another group begin anew. */
export function selectTo(root: HTMLElement | null, from: Path, to: Path): void {
  const parent = parentPath(to);
  if (root === null || parent === null) return;
  const kept = root.querySelector<HTMLElement>("[data-anchor]")?.dataset["path"] ?? from;
  const anchor = parentPath(kept) === parent ? kept : parentPath(from) === parent ? from : to;
  clearSelection(root);
  const [first, last] = [indexIn(anchor), indexIn(to)].toSorted((a, b) => a - b);
  for (let index = first ?? 0; index <= (last ?? -1); index += 1) {
    const row = rowAt(root, childPath(parent, index));
    if (row !== null) row.dataset["selected"] = "";
  }
  const start = rowAt(root, anchor);
  if (start !== null) start.dataset["anchor"] = "";
  rowAt(root, to)?.focus();
}

/** The row beside it in the same group. */
export function neighbour(model: VisualModel, path: Path, by: -1 | 1): Path | null {
  const parent = parentPath(path);
  if (parent === null || indexIn(path) + by < 0) return null;
  const beside = childPath(parent, indexIn(path) + by);
  return nodeAt(model, beside) === undefined ? null : beside;
}
