import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ArrowDownRegular, ArrowUpRegular, ChevronDownRegular, FilterFilled } from "@fluentui/react-icons";
import { useRef, useState } from "react";
import type { FilterTerm } from "../../host/generated/FilterTerm";
import type { SortBy } from "../../host/generated/SortBy";
import { ColumnMenu } from "./ColumnMenu";
import { headerHeight, type GridSource, type GridView } from "./source";
import type { Columns, PlacedColumn } from "./useColumns";

const useStyles = makeStyles({
  row: {
    display: "flex",
    position: "sticky",
    top: 0,
    zIndex: 3,
    height: `${headerHeight}px`,
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  cell: {
    position: "relative",
    display: "flex",
    alignItems: "center",
    flexShrink: 0,
    boxSizing: "border-box",
    paddingLeft: "4px",
    backgroundColor: tokens.colorNeutralBackground2,
  },
  pinned: { position: "sticky", zIndex: 1 },
  title: {
    justifyContent: "flex-start",
    minWidth: 0,
    maxWidth: "100%",
    padding: "0 4px",
    gap: "4px",
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: "nowrap",
    overflow: "hidden",
  },
  words: { overflow: "hidden", textOverflow: "ellipsis" },
  grip: {
    position: "absolute",
    right: 0,
    top: "6px",
    bottom: "6px",
    width: "7px",
    cursor: "col-resize",
    touchAction: "none",
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    ":hover": { borderRight: `2px solid ${tokens.colorBrandStroke1}` },
  },
});

interface Props<Row> {
  source: GridSource<Row>;
  columns: Columns<Row>;
  view: GridView;
  terms: readonly FilterTerm[];
  onView(change: Partial<GridView>): void;
}

/** The titles of the columns, each with its menu, order and border. */
export function GridHeader<Row>({ source, columns, view, terms, onView }: Props<Row>) {
  const styles = useStyles();
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={styles.row}
      style={{ minWidth: columns.width }}
      // The table's own keys mean its rows; here they belong to the buttons.
      onKeyDown={(event) => ["Enter", " ", "ArrowDown", "ArrowUp", "Escape", "Home", "End"].includes(event.key) && event.stopPropagation()}
    >
      {columns.placed.map((column) => (
        <HeaderCell key={column.id} source={source} column={column} view={view} filtered={terms.some((term) => term.column === column.id)} onView={onView} />
      ))}
    </div>
  );
}

interface CellProps<Row> {
  source: GridSource<Row>;
  column: PlacedColumn<Row>;
  view: GridView;
  filtered: boolean;
  onView(change: Partial<GridView>): void;
}

function HeaderCell<Row>({ source, column, view, filtered, onView }: CellProps<Row>) {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const order = view.sort.find((by) => by.column === column.id);
  const title = column.definition?.title ?? column.id;
  return (
    <div
      role="columnheader"
      aria-sort={ariaSort(order)}
      className={mergeClasses(styles.cell, column.pinnedAt !== null && styles.pinned)}
      style={{ width: column.width, ...(column.pinnedAt === null ? {} : { left: column.pinnedAt }) }}
    >
      <ColumnMenu source={source} column={column} view={view} onView={onView} open={open} setOpen={setOpen}>
        <Button size="small" appearance="transparent" className={styles.title} aria-label={`${title}: order, filter and more`}>
          <span className={styles.words}>{title}</span>
          {filtered && <FilterFilled aria-label="filtered" fontSize={12} />}
          {order === undefined ? <ChevronDownRegular aria-hidden fontSize={12} /> : order.descending ? <ArrowDownRegular aria-hidden fontSize={14} /> : <ArrowUpRegular aria-hidden fontSize={14} />}
        </Button>
      </ColumnMenu>
      <Grip column={column} />
    </div>
  );
}

/** The border to drag; by keyboard the column's menu has the same. */
function Grip<Row>({ column }: { column: PlacedColumn<Row> }) {
  const styles = useStyles();
  const start = useRef<{ x: number; width: number } | null>(null);
  return (
    <div
      aria-hidden
      className={styles.grip}
      onDoubleClick={column.resetWidth}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width: column.width };
      }}
      onPointerMove={(event) => start.current !== null && column.dragTo(start.current.width + event.clientX - start.current.x)}
      onPointerUp={(event) => {
        if (start.current === null) return;
        column.resize(start.current.width + event.clientX - start.current.x);
        start.current = null;
      }}
    />
  );
}

function ariaSort(order: SortBy | undefined): "ascending" | "descending" | "none" {
  if (order === undefined) return "none";
  return order.descending ? "descending" : "ascending";
}
