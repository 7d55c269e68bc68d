import type { RefObject } from "react";
import { useCommandHandlers } from "../../../components/commands/CommandProvider";
import type { Ask, BuilderApi } from "./context";
import { groupWithNeighbour, homeOf, moveBy, moveIn, moveOut, negate, removePart, toggleConnector, ungroup, type Moved } from "./edits";
import { childPath, indexIn, nodeAt, parentPath, partAt, type Path } from "./path";
import { focusedPath, focusNeighbour, focusPart, rowAt } from "./rowFocus";
import type { VisualModel } from "../../../host/generated/VisualModel";

/** What the keys do in the builder, for the row that has the focus. */
export function useRowCommands(root: RefObject<HTMLElement | null>, builder: BuilderApi): void {
  const onRow = (act: (path: Path) => void) => (): void => {
    const path = focusedPath(root.current);
    if (path !== null && !builder.readOnly) act(path);
  };
  const ask = (make: (path: Path) => Ask) =>
    onRow((path) => {
      const row = rowAt(root.current, path);
      if (row !== null) builder.ask(make(path), row);
    });
  const move = (make: (model: VisualModel, path: Path) => Moved | null) =>
    onRow((path) => {
      const moved = make(builder.model(), path);
      if (moved !== null) void builder.edit((model) => make(model, path)?.edit ?? null, moved.path);
    });
  useCommandHandlers({
    "builder.next": () => focusNeighbour(root.current, 1),
    "builder.previous": () => focusNeighbour(root.current, -1),
    "builder.intoRow": () => focusPart(root.current, 1),
    "builder.outOfRow": () => focusPart(root.current, -1),
    "builder.open": onRow((path) => {
      // A part of the row answers Enter itself.
      if (document.activeElement instanceof HTMLButtonElement) {
        document.activeElement.click();
        return;
      }
      const part = partAt(builder.model(), path);
      const row = rowAt(root.current, path);
      if (part === undefined || row === null) return;
      if ("kind" in part) {
        if (part.actions.length > 0) builder.ask({ kind: "actions", path }, row);
      } else if (part.type === "group") {
        void builder.edit((model) => toggleConnector(model, path), path);
      } else if (part.type === "comparison") {
        builder.ask({ kind: part.right.type === "attribute" ? "operator" : "values", path }, row);
      } else if (part.type === "exists") {
        builder.ask({ kind: "attribute", path }, row);
      } else {
        row.querySelector("textarea")?.focus();
      }
    }),
    "builder.add": ask((path) => ({ kind: "add-expression", path: homeOf(builder.model(), path), alternative: false })),
    "builder.clause": ask(() => ({ kind: "add-clause" })),
    "builder.menu": ask((path) => ({ kind: "menu", path })),
    "builder.negate": onRow((path) => void builder.edit((model) => negate(model, path), path)),
    "builder.group": onRow((path) => {
      const parent = parentPath(path);
      const isLast = parent !== null && nodeAt(builder.model(), childPath(parent, indexIn(path) + 1)) === undefined;
      const group = isLast ? childPath(parent, indexIn(path) - 1) : path;
      void builder.edit((model) => groupWithNeighbour(model, path), group);
    }),
    "builder.ungroup": onRow((path) => {
      const parent = parentPath(path);
      const group = nodeAt(builder.model(), path)?.type === "group" ? path : parent;
      if (group !== null) void builder.edit((model) => ungroup(model, group), group);
    }),
    "builder.remove": onRow((path) => void builder.edit((model) => removePart(model, path), path)),
    "builder.up": move((model, path) => moveBy(model, path, -1)),
    "builder.down": move((model, path) => moveBy(model, path, 1)),
    "builder.out": move(moveOut),
    "builder.in": move(moveIn),
  });
}
