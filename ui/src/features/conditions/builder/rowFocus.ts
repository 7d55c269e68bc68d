import type { Path } from "./path";

/** The row that has the focus, or that Tab would come to. */
export function focusedPath(root: HTMLElement | null): Path | null {
  const active = document.activeElement;
  const row = active !== null && root?.contains(active) === true ? active.closest<HTMLElement>("[data-path]") : null;
  return (row ?? root?.querySelector<HTMLElement>('[data-path][tabindex="0"]'))?.dataset["path"] ?? null;
}

export function rowAt(root: HTMLElement | null, path: Path): HTMLElement | null {
  return root?.querySelector<HTMLElement>(`[data-path="${path}"]`) ?? null;
}

/** Focuses the row at the path, or where it is gone, the nearest before it. */
export function focusRow(root: HTMLElement | null, path: Path): void {
  let wanted: Path | null = path;
  while (wanted !== null) {
    const row = rowAt(root, wanted);
    if (row !== null) {
      row.focus();
      return;
    }
    const dot: number = wanted.lastIndexOf(".");
    const index: number = Number(wanted.slice(dot + 1));
    const before: string = wanted.slice(0, Math.max(dot, 0));
    wanted = index > 0 ? `${before}${dot < 0 ? "" : "."}${index - 1}` : dot < 0 ? null : before;
  }
}

export function focusNeighbour(root: HTMLElement | null, step: -1 | 1): void {
  const rows = [...(root?.querySelectorAll<HTMLElement>("[data-path]") ?? [])];
  const at = rows.findIndex((row) => row.dataset["path"] === focusedPath(root));
  rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
}

/** Moves among the parts of the focused row; before the first stands the row itself. */
export function focusPart(root: HTMLElement | null, step: -1 | 1): void {
  const row = document.activeElement?.closest<HTMLElement>("[data-path]") ?? null;
  if (row === null || root?.contains(row) !== true) return;
  const parts = [row, ...row.querySelectorAll<HTMLElement>("button, textarea")];
  const at = parts.findIndex((part) => part === document.activeElement);
  parts[Math.min(Math.max(at + step, 0), parts.length - 1)]?.focus();
}

/** Keeps exactly one row in the tab order. Rows render as not tabbable, and this is the one place that changes it. */
export function keepOneTabbable(root: HTMLElement | null, path: Path | null): void {
  if (root === null) return;
  const rows = [...root.querySelectorAll<HTMLElement>("[data-path]")];
  const chosen = rows.find((row) => row.dataset["path"] === path) ?? rows.find((row) => row.tabIndex === 0) ?? rows[0];
  for (const row of rows) {
    const wanted = row === chosen ? 0 : -1;
    if (row.tabIndex !== wanted) row.tabIndex = wanted;
  }
}
