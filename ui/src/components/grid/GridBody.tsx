import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useId, useMemo, useRef, useState, type ReactNode, type RefObject } from "react";
import type { PageFacts } from "../../host/generated/PageFacts";
import { Failure } from "../Failure";
import { markPainted } from "../painted";
import { useFixedRows } from "../useFixedRows";
import { CopyAs } from "./CopyAs";
import { GridRow } from "./GridRow";
import { isSelected, nothing, toggled, type Selection } from "./selection";
import { headerHeight, mostRows, rowHeight, type GridSource, type GridView } from "./source";
import type { PlacedColumn } from "./useColumns";
import { useGridKeys } from "./useGridKeys";
import { useGridRows } from "./useGridRows";

const useStyles = makeStyles({
  frame: { flex: 1, minHeight: 0, position: "relative", display: "flex", flexDirection: "column" },
  scroller: {
    flex: 1,
    minHeight: 0,
    overflow: "auto",
    position: "relative",
    // The rows have places of their own; what scrolls into sight must not move them.
    overflowAnchor: "none",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  body: { position: "relative" },
  stale: { opacity: 0.6 },
  // Above the table and not in it, where only rows may be.
  empty: { position: "absolute", top: `${headerHeight}px`, left: 0, right: 0, padding: "32px 24px", color: tokens.colorNeutralForeground2, maxWidth: "560px", boxSizing: "border-box" },
});

interface Props<Row> {
  label: string;
  scroller: RefObject<HTMLDivElement | null>;
  header: ReactNode;
  source: GridSource<Row>;
  columns: readonly PlacedColumn<Row>[];
  /** Of all columns, in pixels. */
  width: number;
  filter: string;
  view: GridView;
  onView(change: Partial<GridView>): void;
  selection: Selection;
  setSelection(change: Selection | ((now: Selection) => Selection)): void;
  onFacts(facts: PageFacts | null): void;
  onOpenRow: ((row: Row) => void) | undefined;
  renderEmpty(filtered: boolean, notReadable: number): ReactNode;
}

/** The rows in sight, and where one stands among them. */
export function GridBody<Row>({ label, scroller, header, source, columns, width, filter, view, onView, selection, setSelection, onFacts, onOpenRow, renderEmpty }: Props<Row>) {
  const styles = useStyles();
  const id = useId();
  const [active, setActive] = useState(0);
  const [counted, setCounted] = useState(0);
  const count = Math.min(counted, mostRows);
  const drawn = useFixedRows(scroller, { count, rowHeight, overscan: 4, header: headerHeight });
  const rows = useGridRows(source, filter, view.sort, drawn.rows[0] ?? 0, drawn.rows.at(-1) ?? 0);
  const total = rows.facts?.total ?? 0;
  useEffect(() => setCounted(total), [total]);
  const { facts } = rows;
  useEffect(() => onFacts(facts), [facts, onFacts]);
  useEffect(() => {
    if (facts !== null) markPainted("rolewright:rows");
  }, [facts]);

  const openRow = view.row === null ? undefined : rows.find(view.row);
  useEffect(() => {
    if (openRow !== undefined) onOpenRow?.(openRow);
  }, [openRow, onOpenRow]);

  // Another question is another list: from the top, with nothing selected.
  const question = useMemo(() => JSON.stringify([source.key, filter, view.sort]), [source.key, filter, view.sort]);
  const asked = useRef(question);
  useEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    setActive(0);
    setSelection(nothing);
    scroller.current?.scrollTo({ top: 0 });
  }, [question, scroller, setSelection]);

  const here = Math.min(active, Math.max(count - 1, 0));
  const keyAt = (index: number): string | null => {
    const row = rows.rowAt(index);
    return row === undefined ? null : source.rowKey(row);
  };
  const activeKey = count === 0 ? null : keyAt(here);
  const detailOpen = view.row !== null;
  const moved = useRef(false);
  const move = (index: number): void => {
    const to = Math.min(Math.max(index, 0), count - 1);
    if (to < 0) return;
    moved.current = true;
    setActive(to);
    drawn.show(to);
  };
  // An open detail follows the row where one stands, once the keys rest.
  useEffect(() => {
    // A row that was opened by its address stays until the user moves.
    if (!detailOpen || !moved.current || activeKey === null || activeKey === view.row) return;
    const timer = setTimeout(() => onView({ row: activeKey }), 120);
    return () => clearTimeout(timer);
  }, [detailOpen, activeKey, view.row, onView]);

  const keys = useGridKeys({ source, view, filter, total, here, activeKey, selection, setSelection, move, between: rows.between, pageRows: Math.max(drawn.fit - 1, 1), count, onView });
  const onRow = useCallback(
    (index: number, key: string, how: "move" | "open" | "toggle" | "extend") => {
      scroller.current?.focus({ preventScroll: true });
      moved.current = true;
      if (how === "extend") void keys.extend(index);
      else setActive(index);
      if (how === "toggle") setSelection((now) => toggled(now, key));
      if (how === "open") onView({ row: key });
    },
    [keys, onView, scroller, setSelection],
  );

  const waiting = rows.facts === null && rows.error === null;
  return (
    <>
      {rows.error !== null && <Failure what={`${label} could not be read`} error={rows.error} retry={rows.retry} />}
      <div className={styles.frame}>
        <div
          ref={scroller}
          role="grid"
          aria-label={label}
          aria-rowcount={total + 1}
          aria-multiselectable
          aria-busy={waiting}
          aria-activedescendant={activeKey === null ? undefined : `${id}row${here}`}
          tabIndex={0}
          data-commands="grid"
          className={styles.scroller}
        >
          {header}
          <div className={mergeClasses(styles.body, rows.stale && styles.stale)} style={{ height: drawn.height, minWidth: width }} role="rowgroup">
            {drawn.rows.map((index) => {
              const row = rows.rowAt(index);
              const key = row === undefined ? null : source.rowKey(row);
              return (
                <GridRow
                  // After a leap the rows that are there say something else, which takes a third of the time of making new ones.
                  key={index % drawn.most}
                  id={`${id}row${index}`}
                  index={index}
                  row={row}
                  rowKey={key}
                  columns={columns}
                  active={index === here}
                  selected={key !== null && isSelected(selection, key)}
                  open={key !== null && key === view.row}
                  onRow={onRow}
                />
              );
            })}
          </div>
        </div>
        {!waiting && rows.error === null && total === 0 && <div className={styles.empty}>{renderEmpty(filter !== "", rows.facts?.not_readable ?? 0)}</div>}
      </div>
      {keys.menu && <CopyAs close={() => keys.closeMenu()} copy={keys.copyAs} />}
    </>
  );
}
