import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ShieldRegular } from "@fluentui/react-icons";
import { memo } from "react";
import type { GridColumn } from "../../../../host/generated/GridColumn";
import type { GridRow } from "../../../../host/generated/GridRow";
import { shortened } from "../../builder/words";
import { requestWords, TruthMark } from "../shared/TruthMark";
import type { Line } from "./gridLines";

const useStyles = makeStyles({
  line: {
    position: "absolute",
    top: 0,
    left: 0,
    right: 0,
    height: "32px",
    display: "grid",
    alignItems: "center",
    boxSizing: "border-box",
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    backgroundColor: tokens.colorNeutralBackground1,
    ":hover": { color: tokens.colorNeutralForeground1Hover, backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  group: { backgroundColor: tokens.colorNeutralBackground3, ":hover": { backgroundColor: tokens.colorNeutralBackground3 } },
  groupTitle: {
    position: "sticky",
    left: 0,
    justifySelf: "start",
    padding: "0 12px",
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    whiteSpace: "nowrap",
  },
  role: {
    position: "sticky",
    left: 0,
    height: "100%",
    padding: "0 8px 0 12px",
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    backgroundColor: "inherit",
    zIndex: 1,
  },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  shield: { color: tokens.colorStatusWarningForeground1, flexShrink: 0 },
  cell: {
    height: "100%",
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    cursor: "pointer",
    boxSizing: "border-box",
    border: "2px solid transparent",
    borderRadius: tokens.borderRadiusMedium,
  },
  first: { boxShadow: `-1px 0 0 ${tokens.colorNeutralStroke3}` },
  active: { border: `2px solid ${tokens.colorBrandStroke1}` },
});

interface Placed {
  top: number;
  template: string;
  rowIndex: number;
}

interface RoleLineProps extends Placed {
  row: GridRow;
  columns: readonly GridColumn[];
  index: number;
  id: string;
  /** The cell that has the cursor, or -1. */
  activeCell: number;
}

export const RoleLine = memo(function RoleLine({ row, columns, index, id, activeCell, top, template, rowIndex }: RoleLineProps) {
  const styles = useStyles();
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      className={styles.line}
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: template }}
    >
      <div role="rowheader" className={styles.role} title={`${row.label}\n${row.role_id}`}>
        <span className={styles.name}>{shortened(row.label)}</span>
        {row.privileged !== null && (
          <ShieldRegular className={styles.shield} role="img" aria-label={`privileged: ${row.privileged}`} />
        )}
      </div>
      {columns.flatMap((column, at) => {
        const cell = row.cells[at];
        if (cell === undefined) return [];
        return [cell.write, cell.delete].map((value, half) => {
          const number = at * 2 + half;
          const words = half === 0 ? `Assign ${row.label} to` : `Remove ${row.label} from`;
          return (
            <div
              key={number}
              id={`${id}-${index}-${number}`}
              role="gridcell"
              aria-label={`${words} ${column.label}: ${requestWords[value]}`}
              aria-selected={number === activeCell}
              className={mergeClasses(styles.cell, half === 0 && styles.first, number === activeCell && styles.active)}
              title={`${words} ${column.label}: ${requestWords[value]}`}
              data-line={index}
              data-cell={number}
            >
              <TruthMark value={value} words={requestWords} silent />
            </div>
          );
        });
      })}
    </div>
  );
});

export function GroupLine({ line, span, top, rowIndex }: Placed & { line: Extract<Line, { kind: "group" }>; span: number }) {
  const styles = useStyles();
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      className={mergeClasses(styles.line, styles.group)}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="rowheader" aria-colspan={span} className={styles.groupTitle}>
        {line.title} · {line.count}
      </div>
    </div>
  );
}
