import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { memo, useId, useRef, type KeyboardEvent } from "react";
import { useFixedRows } from "../../../../components/useFixedRows";
import type { GridColumn } from "../../../../host/generated/GridColumn";
import { moveCell, type CellPlace, type Line } from "./gridLines";
import { GroupLine, RoleLine } from "./RoleLine";
import { cellWidth, measures, roleWidth } from "./gridMeasures";

const headerHeight = 52;
const lineHeight = 32;

const useStyles = makeStyles({
  scroller: {
    height: "100%",
    overflow: "auto",
    scrollPaddingTop: `${headerHeight}px`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  head: { position: "sticky", top: 0, zIndex: 2, height: `${headerHeight}px`, backgroundColor: tokens.colorNeutralBackground2 },
  body: { position: "relative" },
  headCell: {
    padding: "4px 0",
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    textAlign: "center",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    gridColumn: "span 2",
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  act: { gridColumn: "span 1", fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2, padding: "2px 0" },
  actFirst: { borderLeft: `1px solid ${tokens.colorNeutralStroke2}` },
  actSecond: { borderLeft: "none" },
  corner: {
    gridRow: "span 2",
    gridColumn: "span 1",
    textAlign: "left",
    position: "sticky",
    left: 0,
    alignSelf: "stretch",
    display: "flex",
    alignItems: "flex-end",
    padding: "6px 12px",
    borderLeft: "none",
    backgroundColor: tokens.colorNeutralBackground2,
  },
  headRow: { display: "grid", height: "100%", borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, boxSizing: "border-box" },
});

interface RoleGridProps {
  lines: readonly Line[];
  columns: readonly GridColumn[];
  active: CellPlace | null;
  onActive: (place: CellPlace) => void;
  /** Enter, Space or a click on a cell. */
  onOpen: (place: CellPlace) => void;
}

/** Roles by principals, with assign and remove side by side; only the lines in view are in the page. */
export const RoleGrid = memo(function RoleGrid({ lines, columns, active, onActive, onOpen }: RoleGridProps) {
  const styles = useStyles();
  const template = measures(columns.length);
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const drawn = useFixedRows(scroller, { count: lines.length, rowHeight: lineHeight, overscan: 8, header: headerHeight });
  const cellId = (place: CellPlace) => `${id}-${place.line}-${place.cell}`;

  const onKeyDown = (event: KeyboardEvent) => {
    const first = lines.findIndex((line) => line.kind === "role");
    const at = active ?? { line: first, cell: 0 };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (first >= 0) onOpen(at);
      return;
    }
    const to = moveCell(lines, columns.length * 2, at, event.key, event.ctrlKey || event.metaKey);
    if (to === null) return;
    event.preventDefault();
    onActive(to);
    drawn.show(to.line);
    const left = to.cell * cellWidth;
    const element = scroller.current;
    if (element !== null && element.scrollWidth > element.clientWidth) {
      const shown = element.clientWidth - roleWidth;
      if (left < element.scrollLeft) element.scrollLeft = left;
      else if (left + cellWidth > element.scrollLeft + shown) element.scrollLeft = left + cellWidth - shown;
    }
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Roles by principals"
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length * 2 + 1}
      aria-activedescendant={active === null ? undefined : cellId(active)}
      tabIndex={0}
      className={styles.scroller}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const place = cellAt(event.target);
        if (place !== null) onOpen(place);
      }}
    >
      <div role="rowgroup" className={styles.head} style={{ minWidth: template.width }}>
        <Header columns={columns} template={template.columns} />
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: drawn.height, minWidth: template.width }}>
        {drawn.rows.map((index) => {
          const line = lines[index];
          if (line === undefined) return null;
          const place = { top: index * lineHeight, template: template.columns, rowIndex: index + 2 };
          return line.kind === "group" ? (
            <GroupLine key={line.title} {...place} line={line} span={columns.length * 2 + 1} />
          ) : (
            <RoleLine
              key={line.row.role_id}
              {...place}
              row={line.row}
              columns={columns}
              index={index}
              id={id}
              activeCell={active?.line === index ? active.cell : -1}
            />
          );
        })}
      </div>
    </div>
  );
});

function cellAt(target: EventTarget): CellPlace | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-cell]") : null;
  return cell === null ? null : { line: Number(cell.dataset["line"]), cell: Number(cell.dataset["cell"]) };
}

function Header({ columns, template }: { columns: readonly GridColumn[]; template: string }) {
  const styles = useStyles();
  return (
      <div role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }} className={styles.headRow}>
        <div role="columnheader" className={mergeClasses(styles.headCell, styles.corner)}>
          Role
        </div>
        {columns.map((column) => (
          <div
            key={`${column.principal_type} ${column.principal_id}`}
            role="columnheader"
            aria-colspan={2}
            className={styles.headCell}
            title={column.principal_id ?? column.label}
          >
            {column.label}
          </div>
        ))}
        {columns.flatMap((column) =>
          ["Assign", "Remove"].map((act, index) => (
            <div
              key={`${column.principal_type} ${column.principal_id} ${act}`}
              role="columnheader"
              className={mergeClasses(styles.headCell, styles.act, index === 0 ? styles.actFirst : styles.actSecond)}
            >
              {act}
            </div>
          )),
        )}
      </div>
  );
}
