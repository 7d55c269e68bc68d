import { useRef, useState } from "react";
import type { CopyFormat } from "../../host/generated/CopyFormat";
import { useCommandHandlers } from "../commands/CommandProvider";
import { useNotify, useNotifyFailure } from "../notify";
import { chosenOf, countOf, everything, nothing, toggled, withKeys, type Selection } from "./selection";
import type { GridSource, GridView } from "./source";

interface Asked<Row> {
  source: GridSource<Row>;
  view: GridView;
  filter: string;
  total: number;
  count: number;
  here: number;
  activeKey: string | null;
  selection: Selection;
  setSelection(change: Selection | ((now: Selection) => Selection)): void;
  move(index: number): void;
  between(first: number, last: number): Promise<Row[]>;
  /** Rows on one screen. */
  pageRows: number;
  onView(change: Partial<GridView>): void;
}

/** What the keys do in a table, and copying. */
export function useGridKeys<Row>(asked: Asked<Row>) {
  const { source, view, filter, total, count, here, activeKey, selection, setSelection, move, between, pageRows, onView } = asked;
  const notify = useNotify();
  const notifyFailure = useNotifyFailure();
  const [menu, setMenu] = useState(false);
  /** Where a stretched selection began. */
  const anchor = useRef<number | null>(null);

  const go = (index: number): void => {
    anchor.current = null;
    move(index);
  };
  const extend = async (index: number): Promise<void> => {
    const to = Math.min(Math.max(index, 0), count - 1);
    const from = (anchor.current ??= here);
    move(to);
    try {
      const rows = await between(Math.min(from, to), Math.max(from, to));
      setSelection((now) => withKeys(now, rows.map((row) => source.rowKey(row))));
    } catch (thrown) {
      notifyFailure("The rows could not be selected", thrown);
    }
  };
  const copyAs = async (format: CopyFormat): Promise<void> => {
    const chosen = chosenOf(selection, total, activeKey);
    if (chosen === null || source.copy === undefined) return;
    try {
      const { rows } = await source.copy(chosen, filter, view.sort, format);
      notify({ intent: "success", title: rows === 1 ? "Copied one row" : `Copied ${rows.toLocaleString("en")} rows` });
    } catch (thrown) {
      notifyFailure("The rows could not be copied", thrown);
    }
  };
  useCommandHandlers({
    "grid.next": () => go(here + 1),
    "grid.previous": () => go(here - 1),
    "grid.pageDown": () => go(here + pageRows),
    "grid.pageUp": () => go(here - pageRows),
    "grid.first": () => go(0),
    "grid.last": () => go(count - 1),
    "grid.open": () => activeKey !== null && onView({ row: activeKey }),
    "grid.select": () => activeKey !== null && setSelection((now) => toggled(now, activeKey)),
    "grid.extendDown": () => void extend(here + 1),
    "grid.extendUp": () => void extend(here - 1),
    "grid.selectAll": () => setSelection(everything),
    "grid.copy": () => void copyAs("text"),
    "grid.copyAs": () => source.copy !== undefined && chosenOf(selection, total, activeKey) !== null && setMenu(true),
    "grid.leave": () => {
      if (view.row !== null) onView({ row: null });
      else if (countOf(selection, total) > 0) setSelection(nothing);
    },
  });
  return { menu, closeMenu: () => setMenu(false), copyAs, extend };
}
