import { useCallback, useEffect, useState, type PointerEvent, type RefObject } from "react";
import type { BuilderApi } from "./context";
import type { VisualModel } from "../../../host/generated/VisualModel";
import { homeOf, moveTo, type Moved } from "./edits";
import { moveClause } from "./moves";
import { indexIn, nodeAt, parentPath, type Path } from "./path";

interface DropLine {
  top: number;
  left: number;
  width: number;
}

interface Drop extends DropLine {
  /** Where the row or clause would go. */
  move(model: VisualModel): Moved | null;
}

interface Drag {
  path: Path;
  drop: Drop | null;
}

/**
 * Moves rows and clauses by their handle with mouse, pen or finger. The keyboard way is Alt with the arrows, so that nothing depends
 * on dragging. One set of listeners on the builder, none on the rows.
 */
export function useRowDrag(root: RefObject<HTMLElement | null>, builder: BuilderApi) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const onPointerDown = useCallback((event: PointerEvent<HTMLElement>) => {
    const handle = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-drag]") : null;
    const path = handle?.dataset["drag"];
    if (path === undefined) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ path, drop: null });
  }, []);
  const onPointerMove = useCallback(
    (event: PointerEvent<HTMLElement>) => {
      if (drag === null) return;
      setDrag({ path: drag.path, drop: dropAt(root.current, builder, drag.path, event.clientX, event.clientY) });
    },
    [drag, root, builder],
  );
  const onPointerUp = useCallback(() => {
    const drop = drag?.drop;
    setDrag(null);
    if (drag === null || drop === null || drop === undefined) return;
    const moved = drop.move(builder.model());
    if (moved !== null) void builder.edit((model) => drop.move(model)?.edit ?? null, moved.path);
  }, [drag, builder]);
  const onPointerCancel = useCallback(() => setDrag(null), []);
  const dragging = drag !== null;
  useEffect(() => {
    if (!dragging) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === "Escape") setDrag(null);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [dragging]);
  return { line: drag?.drop ?? null, dragging, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel } };
}

function dropAt(root: HTMLElement | null, builder: BuilderApi, dragged: Path, x: number, y: number): Drop | null {
  if (!dragged.includes(".")) return clauseDropAt(root, builder, dragged, x, y);
  const row = document.elementsFromPoint(x, y).map((element) => element.closest<HTMLElement>("[data-path]")).find((found) => found !== null);
  const path = row?.dataset["path"];
  if (root === null || row === null || row === undefined || path === undefined || path === dragged) return null;
  const box = row.getBoundingClientRect();
  const frame = root.getBoundingClientRect();
  const below = y > box.top + box.height / 2;
  const model = builder.model();
  const parent = parentPath(path);
  const into = parent === null || (below && nodeAt(model, path)?.type === "group");
  const home = into ? homeOf(model, path) : parent;
  let index = into ? 0 : indexIn(path) + (below ? 1 : 0);
  // Taking the row away moves the ones behind it up.
  if (parentPath(dragged) === home && indexIn(dragged) < index) index -= 1;
  const move = (now: VisualModel): Moved | null => moveTo(now, dragged, home, index);
  if (move(model) === null) return null;
  const top = (below || into ? box.bottom : box.top) - frame.top + root.scrollTop;
  return { move, top, left: box.left - frame.left + (into ? 24 : 0), width: box.width - (into ? 24 : 0) };
}

/** Between two clauses. */
function clauseDropAt(root: HTMLElement | null, builder: BuilderApi, dragged: Path, x: number, y: number): Drop | null {
  const card = document.elementsFromPoint(x, y).map((element) => element.closest<HTMLElement>("[data-clause]")).find((found) => found !== null);
  const over = Number(card?.dataset["clause"]);
  if (root === null || card === null || card === undefined || Number.isNaN(over)) return null;
  const box = card.getBoundingClientRect();
  const frame = root.getBoundingClientRect();
  const below = y > box.top + box.height / 2;
  const behind = over + (below ? 1 : 0);
  const index = Number(dragged) < behind ? behind - 1 : behind;
  const move = (now: VisualModel): Moved | null => moveClause(now, dragged, index);
  if (move(builder.model()) === null) return null;
  // In the middle of the gap between two cards.
  const top = (below ? box.bottom + 4 : box.top - 4) - frame.top + root.scrollTop;
  return { move, top, left: box.left - frame.left, width: box.width };
}
