import {
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
  type ColumnPinningState,
  type ColumnSizingState,
  type ColumnVisibilityState,
} from "@tanstack/react-table";
import { useMemo, useState } from "react";
import { useRemembered } from "../../host/settings";
import type { GridColumn } from "./source";

const features = tableFeatures({ columnVisibilityFeature, columnPinningFeature, columnSizingFeature });
/** Rows are windowed by the grid itself; the table knows the columns only. */
const noRows: object[] = [];

const narrowest = 48;
const widest = 1200;

interface Layout {
  visibility: ColumnVisibilityState;
  pinning: ColumnPinningState;
  sizing: ColumnSizingState;
}

function layoutOf(text: string): Partial<Layout> {
  try {
    const kept: unknown = JSON.parse(text);
    return typeof kept === "object" && kept !== null ? kept : {};
  } catch {
    // A layout that cannot be read is a table with its own.
    return {};
  }
}

function fitting(width: number): number {
  return Math.round(Math.min(Math.max(width, narrowest), widest));
}

/** Which columns are shown, how wide and where; remembered by the table's name. */
export function useColumns<Row>(name: string, columns: readonly GridColumn<Row>[]) {
  const [kept, keep] = useRemembered(`grid.${name}`, "{}");
  const hidden = useMemo(
    () => Object.fromEntries(columns.filter((column) => column.hidden === true).map((column) => [column.id, false])),
    [columns],
  );
  const layout = useMemo<Layout>(() => {
    const { visibility = {}, pinning = { start: [], end: [] }, sizing = {} } = layoutOf(kept);
    return { visibility: { ...hidden, ...visibility }, pinning, sizing };
  }, [kept, hidden]);
  // While a border is dragged the width is the window's own; it is remembered once the border is let go.
  const [dragged, setDragged] = useState<ColumnSizingState | null>(null);
  const change = (part: Partial<Layout>): void => keep(JSON.stringify({ ...layout, ...part }));
  const definitions = useMemo(
    () => columns.map(({ id, title, width }) => ({ id, header: title, size: width, minSize: narrowest, maxSize: widest })),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    state: { columnVisibility: layout.visibility, columnPinning: layout.pinning, columnSizing: dragged ?? layout.sizing },
    onColumnVisibilityChange: (next) => change({ visibility: typeof next === "function" ? next(layout.visibility) : next }),
    onColumnPinningChange: (next) => change({ pinning: typeof next === "function" ? next(layout.pinning) : next }),
    onColumnSizingChange: (next) => change({ sizing: typeof next === "function" ? next(layout.sizing) : next }),
  });
  const shown = [...table.getStartVisibleLeafColumns(), ...table.getCenterVisibleLeafColumns()];
  let left = 0;
  const placed = shown.map((column) => {
    const definition = columns.find(({ id }) => id === column.id);
    const pinned = column.getIsPinned() === "start";
    const place = {
      id: column.id,
      definition,
      width: column.getSize(),
      pinnedAt: pinned ? left : null,
      pin: () => column.pin(pinned ? false : "start"),
      hide: () => column.toggleVisibility(false),
      dragTo: (width: number) => setDragged({ ...layout.sizing, [column.id]: fitting(width) }),
      resize: (width: number) => {
        setDragged(null);
        change({ sizing: { ...layout.sizing, [column.id]: fitting(width) } });
      },
      resetWidth: () => column.resetSize(),
    };
    left += column.getSize();
    return place;
  });
  return {
    placed,
    width: left,
    all: table.getAllLeafColumns().map((column) => ({
      id: column.id,
      title: columns.find(({ id }) => id === column.id)?.title ?? column.id,
      visible: column.getIsVisible(),
      toggle: () => column.toggleVisibility(),
    })),
    showOnly: (ids: readonly string[]) =>
      change({ visibility: ids.length === 0 ? hidden : Object.fromEntries(columns.map(({ id }) => [id, ids.includes(id)])) }),
    reset: () => keep("{}"),
  };
}

export type Columns<Row> = ReturnType<typeof useColumns<Row>>;
export type PlacedColumn<Row> = Columns<Row>["placed"][number];
