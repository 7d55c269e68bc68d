import { Body1, Dropdown, Field, makeStyles, Option } from "@fluentui/react-components";
import { useMemo, useState } from "react";
import { Grid } from "../../components/grid/Grid";
import type { GridSource } from "../../components/grid/source";
import { useGridView } from "../../components/grid/view";
import { isReadable } from "../../components/snapshot/current";
import { shortWhenOf, whenOf } from "../../components/time";
import { useHost } from "../../host/context";
import type { ChangeRow } from "../../host/generated/ChangeRow";
import type { SnapshotSummary } from "../../host/generated/SnapshotSummary";
import { snapshotKey } from "../../host/queries";
import { ChangePane } from "./ChangePane";
import { changeColumns } from "./changeColumns";

const useStyles = makeStyles({
  page: { position: "relative", display: "flex", height: "100%", minHeight: 0 },
  main: { flex: 1, minWidth: 0, display: "flex", flexDirection: "column", minHeight: 0 },
  head: { padding: "8px 12px 0" },
  grid: { flex: 1, minHeight: 0 },
  none: { display: "block", padding: "24px 16px" },
});

interface Props {
  snapshot: SnapshotSummary;
  snapshots: readonly SnapshotSummary[];
  base: number | null;
  compareWith(base: number): void;
}

/** What changed from one snapshot to another of the same tenant. */
export function ChangesTab({ snapshot, snapshots, base, compareWith }: Props) {
  const styles = useStyles();
  const [view, onView] = useGridView();
  const [row, setRow] = useState<ChangeRow | null>(null);
  const others = snapshots.filter((other) => other.tenant.id === snapshot.tenant.id && other.id !== snapshot.id && isReadable(other));
  const other = others.find(({ id }) => id === (base ?? snapshot.previous)) ?? others[0];
  // The older one is always what it is compared from, whichever was chosen.
  const [from, to] = other === undefined ? [null, null] : other.started_at < snapshot.started_at ? [other, snapshot] : [snapshot, other];
  const source = useChanges(from?.id ?? null, to?.id ?? null);
  if (source === null || from === null || to === null) {
    return <Body1 className={styles.none}>There is no other snapshot of {snapshot.tenant.name} to compare with. Pull again later to see what changed.</Body1>;
  }
  return (
    <div className={styles.page}>
      <div className={styles.main}>
        <Field className={styles.head} orientation="horizontal" label={`${whenOf(snapshot.started_at)} compared with`}>
          <Dropdown
            size="small"
            value={other === undefined ? "" : whenOf(other.started_at)}
            selectedOptions={other === undefined ? [] : [String(other.id)]}
            onOptionSelect={(_, { optionValue }) => optionValue !== undefined && compareWith(Number(optionValue))}
          >
            {others.map(({ id, started_at }) => (
              <Option key={id} value={String(id)}>
                {whenOf(started_at)}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <div className={styles.grid}>
          <Grid
            name="changes"
            label="Changes"
            columns={changeColumns}
            source={source}
            view={view}
            onView={onView}
            onOpenRow={setRow}
            asOf={`${shortWhenOf(from.started_at)} to ${shortWhenOf(to.started_at)}`}
            renderEmpty={(filtered) => <Body1>{filtered ? "No change matches the filter." : "Nothing that bears on authorization changed between these two."}</Body1>}
          />
        </div>
      </div>
      {view.row !== null && row !== null && <ChangePane row={row} close={() => onView({ row: null })} />}
    </div>
  );
}

/** The changes from one snapshot to another as rows of a table. */
function useChanges(from: number | null, to: number | null): GridSource<ChangeRow> | null {
  const host = useHost();
  return useMemo(() => {
    if (from === null || to === null) return null;
    return {
      table: "snapshot-changes",
      key: [...snapshotKey(to), "changes", from],
      page: (page) => host.diffSnapshots({ from, to, page }),
      values: (column, filter, search) => host.diffValues({ from, to, filter, column, search, limit: 200 }),
      rowKey: (row) => row.key,
      exportRows: (filter, _, format) => host.exportDiff({ from, to, filter, format }),
    };
  }, [host, from, to]);
}
