import type { RefObject } from "react";
import { useCommandHandlers } from "../../../components/commands/CommandProvider";
import { useNotify, useNotifyFailure } from "../../../components/notify";
import { useHost } from "../../../host/context";
import type { Ask, BuilderApi } from "./context";
import { groupWithNeighbour, homeOf, moveIn, moveOut, negate, removePart, toggleConnector, ungroup, type Moved } from "./edits";
import { step } from "./moves";
import { childPath, indexIn, nodeAt, parentPath, partAt, type Path } from "./path";
import { focusedPath, focusNeighbour, focusPart, rowAt } from "./rowFocus";
import { clearSelection, neighbour, selectedPaths, selectTo } from "./rowSelection";
import type { VisualModel } from "../../../host/generated/VisualModel";

/** What the keys do in the builder, for the row that has the focus. */
export function useRowCommands(root: RefObject<HTMLElement | null>, builder: BuilderApi): void {
  const host = useHost();
  const notify = useNotify();
  const notifyFailure = useNotifyFailure();
  const onRow = (act: (path: Path) => void) => (): void => {
    const path = focusedPath(root.current);
    if (path !== null && !builder.readOnly) act(path);
  };
  /** The selected rows, which an act that is meant for them uses up; the focused row alone if there are none. */
  const chosen = (path: Path): Path[] => {
    const selected = selectedPaths(root.current);
    clearSelection(root.current);
    return selected.length > 1 && selected.includes(path) ? selected : [path];
  };
  const select = (by: -1 | 1) =>
    onRow((path) => {
      const beside = neighbour(builder.model(), path, by);
      if (beside !== null) selectTo(root.current, path, beside);
    });
  const walk = (by: -1 | 1) => (): void => {
    clearSelection(root.current);
    focusNeighbour(root.current, by);
  };
  const ask = (make: (path: Path) => Ask) =>
    onRow((path) => {
      const row = rowAt(root.current, path);
      if (row !== null) builder.ask(make(path), row);
    });
  const move = (make: (model: VisualModel, path: Path) => Moved | null) =>
    onRow((path) => {
      clearSelection(root.current);
      const moved = make(builder.model(), path);
      if (moved !== null) void builder.edit((model) => make(model, path)?.edit ?? null, moved.path);
    });
  const openRow = onRow((path) => {
    const part = partAt(builder.model(), path);
    const row = rowAt(root.current, path);
    if (part === undefined || row === null) return;
    if ("kind" in part) {
      if (part.actions.length > 0) builder.ask({ kind: "actions", path }, row);
    } else if (part.type === "group") {
      void builder.edit((model) => toggleConnector(model, path), path);
    } else if (part.type === "comparison") {
      builder.ask({ kind: part.right.type === "attribute" && part.left.type !== "attribute" ? "operator" : "values", path }, row);
    } else if (part.type === "exists") {
      builder.ask({ kind: "attribute", path }, row);
    } else {
      row.querySelector("textarea")?.focus();
    }
  });
  useCommandHandlers({
    "builder.next": walk(1),
    "builder.previous": walk(-1),
    "builder.selectNext": select(1),
    "builder.selectPrevious": select(-1),
    "builder.intoRow": () => focusPart(root.current, 1),
    "builder.outOfRow": () => focusPart(root.current, -1),
    "builder.open": () => {
      // A button answers Enter itself, also where there is no row yet.
      if (document.activeElement instanceof HTMLButtonElement) document.activeElement.click();
      else openRow();
    },
    "builder.add": ask((path) => ({ kind: "add-expression", path: homeOf(builder.model(), path), alternative: false })),
    "builder.clause": () => {
      const anchor = rowAt(root.current, focusedPath(root.current) ?? "") ?? (document.activeElement instanceof HTMLElement ? document.activeElement : null);
      if (anchor !== null && !builder.readOnly) builder.ask({ kind: "add-clause" }, anchor);
    },
    "builder.menu": ask((path) => ({ kind: "menu", path })),
    // What is shown shortened is whole in the text.
    "builder.copy": () => {
      const path = focusedPath(root.current);
      const marked = getSelection()?.toString() ?? "";
      const span = path === null ? undefined : partAt(builder.model(), path)?.span;
      const text = marked === "" ? builder.text().slice(span?.from ?? 0, span?.to ?? 0) : marked;
      if (text === "") return;
      host.copyText({ text }).then(
        () => notify({ intent: "success", title: marked === "" ? "The row's text is copied" : "Copied" }),
        (thrown: unknown) => notifyFailure("This could not be copied", thrown),
      );
    },
    "builder.negate": onRow((path) => void builder.edit((model) => negate(model, path), path)),
    "builder.group": onRow((path) => {
      const rows = chosen(path);
      const [first] = rows;
      if (first !== undefined && rows.length > 1) {
        const ids = (model: VisualModel): number[] => rows.flatMap((row) => nodeAt(model, row)?.id ?? []);
        void builder.edit((model) => ({ type: "group", nodes: ids(model) }), first);
        return;
      }
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
    "builder.remove": onRow((path) => {
      const rows = chosen(path);
      // From the last, so that the paths of the others stay true.
      for (const row of rows.toReversed()) void builder.edit((model) => removePart(model, row), rows[0] ?? path);
    }),
    "builder.up": move((model, path) => step(model, path, -1)),
    "builder.down": move((model, path) => step(model, path, 1)),
    "builder.out": move(moveOut),
    "builder.in": move(moveIn),
  });
}
