import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { memo, type MouseEvent, type ReactNode } from "react";
import { rowHeight } from "./source";

const useStyles = makeStyles({
  row: {
    display: "flex",
    position: "absolute",
    left: 0,
    right: 0,
    // Nothing inside moves anything outside: rows that come and go cost their own layout only.
    contain: "strict",
    height: `${rowHeight}px`,
    boxSizing: "border-box",
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    cursor: "default",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1Hover },
  },
  active: { boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}`, outline: `1px solid ${tokens.colorNeutralStroke1}`, outlineOffset: "-1px" },
  selected: {
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    ":hover": { backgroundColor: tokens.colorBrandBackground2Hover, color: tokens.colorBrandForeground2Hover },
    // Colour alone says nothing where the system has its own.
    "@media (forced-colors: active)": { outline: "2px solid Highlight", outlineOffset: "-2px" },
  },
  open: { backgroundColor: tokens.colorNeutralBackground3 },
  cell: {
    flexShrink: 0,
    boxSizing: "border-box",
    padding: "0 8px",
    lineHeight: `${rowHeight - 1}px`,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    backgroundColor: "inherit",
  },
  pinned: { position: "sticky", zIndex: 1 },
  blank: { height: "8px", margin: "12px 8px", borderRadius: "4px", backgroundColor: tokens.colorNeutralStencil1, maxWidth: "60%" },
});

interface Props<Row> {
  id: string;
  index: number;
  row: Row | undefined;
  rowKey: string | null;
  columns: readonly { id: string; width: number; pinnedAt: number | null; definition: { cell(row: Row): ReactNode } | undefined }[];
  active: boolean;
  selected: boolean;
  open: boolean;
  onRow(index: number, key: string, how: "move" | "open" | "toggle" | "extend"): void;
}

function Line<Row>({ id, index, row, rowKey, columns, active, selected, open, onRow }: Props<Row>) {
  const styles = useStyles();
  const onClick = (event: MouseEvent): void => {
    if (rowKey === null) return;
    onRow(index, rowKey, event.shiftKey ? "extend" : event.ctrlKey || event.metaKey ? "toggle" : "move");
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid has the focus and its keys
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={selected}
      style={{ top: index * rowHeight }}
      className={mergeClasses(styles.row, open && styles.open, selected && styles.selected, active && styles.active)}
      onClick={onClick}
      onDoubleClick={() => rowKey !== null && onRow(index, rowKey, "open")}
    >
      {columns.map(({ id, width, pinnedAt, definition }) => (
        <div
          key={id}
          role="gridcell"
          className={mergeClasses(styles.cell, pinnedAt !== null && styles.pinned)}
          style={pinnedAt === null ? { width } : { width, left: pinnedAt }}
        >
          {row === undefined ? <div className={styles.blank} /> : definition?.cell(row)}
        </div>
      ))}
    </div>
  );
}

/** One row; drawn anew only when it or the columns change. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- memo forgets that the row has a type
export const GridRow = memo(Line, (before, after) =>
  before.row === after.row &&
  before.index === after.index &&
  before.active === after.active &&
  before.selected === after.selected &&
  before.open === after.open &&
  before.onRow === after.onRow &&
  sameColumns(before.columns, after.columns),
) as typeof Line;

type Placed = readonly { id: string; width: number; pinnedAt: number | null; definition: unknown }[];

function sameColumns(a: Placed, b: Placed): boolean {
  return a.length === b.length && a.every((column, index) => {
    const other = b[index];
    return other !== undefined && column.id === other.id && column.width === other.width && column.pinnedAt === other.pinnedAt && column.definition === other.definition;
  });
}
