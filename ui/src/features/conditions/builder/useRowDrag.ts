import { useCallback, useState, type PointerEvent, type RefObject } from "react";
import type { BuilderApi } from "./context";
import { homeOf, moveTo } from "./edits";
import { indexIn, nodeAt, parentPath, type Path } from "./path";

interface DropLine {
  top: number;
  left: number;
  width: number;
}

interface Drop extends DropLine {
  parent: Path;
  index: number;
}

interface Drag {
  path: Path;
  drop: Drop | null;
}

/**
 * Moves rows by their handle with mouse, pen or finger. The keyboard way is Alt with the arrows, so that nothing depends
 * on dragging. One set of listeners on the builder, none on the rows.
 */
export function useRowDrag(root: RefObject<HTMLElement | null>, builder: BuilderApi) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const onPointerDown = useCallback((event: PointerEvent<HTMLElement>) => {
    const handle = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-drag]") : null;
    const path = handle?.dataset["drag"];
    if (path === undefined || !path.includes(".")) return;
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
    const moved = moveTo(builder.model(), drag.path, drop.parent, drop.index);
    if (moved !== null) void builder.edit((model) => moveTo(model, drag.path, drop.parent, drop.index)?.edit ?? null, moved.path);
  }, [drag, builder]);
  const onPointerCancel = useCallback(() => setDrag(null), []);
  return { line: drag?.drop ?? null, dragging: drag !== null, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel } };
}

function dropAt(root: HTMLElement | null, builder: BuilderApi, dragged: Path, x: number, y: number): Drop | null {
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
  if (moveTo(model, dragged, home, index) === null) return null;
  const top = (below || into ? box.bottom : box.top) - frame.top + root.scrollTop;
  return { parent: home, index, top, left: box.left - frame.left + (into ? 24 : 0), width: box.width - (into ? 24 : 0) };
}
