import { makeStyles } from "@fluentui/react-components";
import { Failure } from "../../components/Failure";
import { SidePane } from "../../components/panes/SidePane";
import { useCurrentSnapshot } from "../../components/snapshot/current";
import { FirstStart } from "../../components/snapshot/FirstStart";
import { Waiting } from "../../components/Waiting";
import { usePlace } from "./place";
import { SnapshotView } from "./SnapshotView";
import { Timeline } from "./Timeline";

const useStyles = makeStyles({
  page: { display: "flex", height: "100%", minHeight: 0 },
  main: { flex: 1, minWidth: 0, minHeight: 0 },
});

/** The snapshots of all tenants, newest first, and one of them. */
export function SnapshotsPage() {
  const styles = useStyles();
  const { snapshots, current, error, retry } = useCurrentSnapshot();
  const [place, go] = usePlace();
  if (error !== null) return <Failure what="The snapshots could not be read" error={error} retry={retry} />;
  if (snapshots === undefined) return <Waiting label="Reading the snapshots" />;
  const shown = snapshots.find(({ id }) => id === place.snapshot) ?? current ?? snapshots[0];
  if (shown === undefined) return <FirstStart pulling={false} />;
  return (
    <div className={styles.page}>
      <SidePane name="timeline" side="left" label="Timeline" smallest={260} largest={520} start={330}>
        <Timeline snapshots={snapshots} shown={shown.id} choose={(snapshot) => go({ snapshot, base: null })} />
      </SidePane>
      <div className={styles.main}>
        <SnapshotView key={shown.id} snapshot={shown} snapshots={snapshots} place={place} go={go} />
      </div>
    </div>
  );
}
