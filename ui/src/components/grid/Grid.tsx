import { makeStyles } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useRef, useState, type ReactNode } from "react";
import { useHost } from "../../host/context";
import type { PageFacts } from "../../host/generated/PageFacts";
import { filterQuery } from "../../host/queries";
import { useDeclaredCommands } from "../commands/CommandProvider";
import { gridCommands } from "./commands";
import { GridBody } from "./GridBody";
import { GridFoot } from "./GridFoot";
import { GridHeader } from "./GridHeader";
import { GridToolbar } from "./GridToolbar";
import { nothing, type Selection } from "./selection";
import type { GridColumn, GridSource, GridView } from "./source";
import { useColumns } from "./useColumns";

const useStyles = makeStyles({ root: { display: "flex", flexDirection: "column", minHeight: 0, minWidth: 0, height: "100%" } });

interface Props<Row> {
  /** The table's name in what the window remembers. */
  name: string;
  label: string;
  columns: readonly GridColumn<Row>[];
  source: GridSource<Row>;
  view: GridView;
  onView(change: Partial<GridView>): void;
  /** Told the open row once it is at hand, for details that need no more than the row. */
  onOpenRow?(row: Row): void;
  /** Said where no row is left: nothing matches, nothing there, or not permitted. */
  renderEmpty(filtered: boolean, notReadable: number): ReactNode;
  /** What the rows are as of, in words. */
  asOf: string;
  /** At the right end of the bar above. */
  tools?: ReactNode;
}

/** The one table of this window: any number of rows, filtered, sorted and walked through by keyboard. */
export function Grid<Row>({ name, label, columns, source, view, onView, onOpenRow, renderEmpty, asOf, tools }: Props<Row>) {
  const styles = useStyles();
  const host = useHost();
  const scroller = useRef<HTMLDivElement>(null);
  const layout = useColumns(name, columns);
  /** The filter with what is being typed. */
  const [filter, setFilter] = useState(view.filter);
  const [selection, setSelection] = useState<Selection>(nothing);
  const [facts, setFacts] = useState<PageFacts | null>(null);
  const read = useQuery(filterQuery(host, source.table, filter)).data;
  const toRows = useCallback(() => scroller.current?.focus({ preventScroll: true }), []);
  useDeclaredCommands(gridCommands);
  return (
    <div className={styles.root}>
      <GridToolbar source={source} view={view} typing={filter} columns={layout} onView={onView} onTyping={setFilter} toRows={toRows} tools={tools} />
      <GridBody
        label={label}
        scroller={scroller}
        // Scrolling draws rows and nothing else: the header is made here and handed down as it is.
        header={<GridHeader source={source} columns={layout} view={view} terms={read?.terms ?? []} onView={onView} />}
        source={source}
        columns={layout.placed}
        width={layout.width}
        filter={filter}
        view={view}
        onView={onView}
        selection={selection}
        setSelection={setSelection}
        onFacts={setFacts}
        onOpenRow={onOpenRow}
        renderEmpty={renderEmpty}
      />
      <GridFoot facts={facts} words={read?.words ?? ""} asOf={asOf} selection={selection} />
    </div>
  );
}
