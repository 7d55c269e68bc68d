import { Button, makeStyles, SearchBox, Subtitle2, tokens } from "@fluentui/react-components";
import { AddRegular, DismissRegular } from "@fluentui/react-icons";
import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Grid } from "../../../../host/generated/Grid";
import type { Truth } from "../../../../host/generated/Truth";
import type { Workbench } from "../../workbench";
import { Empty } from "../shared/Empty";
import { requestWords, TruthMark } from "../shared/TruthMark";
import { newCase } from "./benchCases";
import { requestOf, verbs, type Act } from "./delegationRequests";
import { EvaluationView } from "./EvaluationView";
import { gridLines, type CellPlace } from "./gridLines";
import { RoleGrid } from "./RoleGrid";

const useStyles = makeStyles({
  view: { display: "flex", flexDirection: "column", flexGrow: 1, minHeight: 0, overflowY: "auto", gap: tokens.spacingVerticalS },
  bar: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM, flexWrap: "wrap" },
  search: { width: "200px" },
  legend: { display: "flex", gap: tokens.spacingHorizontalS, marginLeft: "auto" },
  grid: { flexGrow: 1, flexBasis: 0, minHeight: "180px" },
  detail: {
    flexGrow: 1,
    flexBasis: 0,
    minHeight: "220px",
    overflowY: "auto",
    padding: "8px 12px",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  detailHead: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, marginBottom: tokens.spacingVerticalS },
  title: { flexGrow: 1, minWidth: 0, margin: 0 },
});

interface Chosen {
  act: Act;
  result: Truth;
  title: string;
}

function chosen(grid: Grid, lines: ReturnType<typeof gridLines>, place: CellPlace) {
  const line = lines[place.line];
  const column = grid.columns[Math.floor(place.cell / 2)];
  if (line?.kind !== "role" || column === undefined) return null;
  const cell = line.row.cells[Math.floor(place.cell / 2)];
  if (cell === undefined) return null;
  const act: Act = place.cell % 2 === 0 ? "write" : "delete";
  const title = `${verbs[act]} ${line.row.label} ${act === "write" ? "to" : "from"} ${column.label}`;
  const answer: Chosen = { act, result: act === "write" ? cell.write : cell.delete, title };
  return { ...answer, row: line.row, column };
}

/** The grid and, under it, the evaluation of the chosen cell, which follows the cell cursor while it is open. */
export function GridView({ grid, workbench }: { grid: Grid; workbench: Workbench }) {
  const styles = useStyles();
  const { analysedText, content, actions, spotlight } = workbench;
  const [filter, setFilter] = useState("");
  const [active, setActive] = useState<CellPlace | null>(null);
  const [open, setOpen] = useState(false);
  const view = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = view.current;
    if (!open || element === null) return undefined;
    const close = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      element.querySelector<HTMLElement>("[role=grid]")?.focus();
      setOpen(false);
    };
    element.addEventListener("keydown", close);
    return () => element.removeEventListener("keydown", close);
  }, [open]);
  const refine = useCallback((next: string) => {
    setFilter(next);
    setActive(null);
  }, []);
  const openCell = useCallback((place: CellPlace) => {
    setActive(place);
    setOpen(true);
  }, []);
  const lines = useMemo(() => gridLines(grid.rows, filter), [grid.rows, filter]);
  const cell = active === null ? null : chosen(grid, lines, active);
  const request = useMemo(
    () => (cell === null ? null : requestOf(cell.act, cell.row, cell.column, analysedText)),
    [cell, analysedText],
  );
  return (
    <div ref={view} className={styles.view}>
      <GridBar filter={filter} onFilter={refine} />
      {lines.length === 0 ? (
        <Empty title="No role matches">No role has “{filter.trim()}” in its name or id.</Empty>
      ) : (
        <div className={styles.grid}>
          <RoleGrid
            lines={lines}
            columns={grid.columns}
            active={active}
            onActive={setActive}
            onOpen={openCell}
          />
        </div>
      )}
      {open && cell !== null && request !== null && (
        <section className={styles.detail} aria-label={cell.title}>
          <div className={styles.detailHead}>
            <Subtitle2 as="h3" className={styles.title}>
              {cell.title}
            </Subtitle2>
            <Button
              size="small"
              icon={<AddRegular />}
              onClick={() =>
                actions.changeContent({ bench: [...content.bench, newCase(content.bench, cell.title, request, cell.result)] })
              }
            >
              Add to bench
            </Button>
            <Button
              size="small"
              appearance="subtle"
              aria-label="Close the evaluation"
              icon={<DismissRegular />}
              onClick={() => setOpen(false)}
            />
          </div>
          <EvaluationView text={analysedText} request={request} spotlight={spotlight} />
        </section>
      )}
    </div>
  );
}

const GridBar = memo(function GridBar({ filter, onFilter }: { filter: string; onFilter: (filter: string) => void }) {
  const styles = useStyles();
  return (
    <div className={styles.bar}>
      <SearchBox
        className={styles.search}
        size="small"
        placeholder="Filter roles"
        aria-label="Filter roles"
        value={filter}
        onChange={(_, { value }) => onFilter(value)}
      />
      <div className={styles.legend} aria-label="Signs">
        {(["true", "false", "unknown"] as const).map((value) => (
          <TruthMark key={value} value={value} words={requestWords} worded />
        ))}
      </div>
    </div>
  );
});
