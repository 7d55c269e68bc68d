import { Body1, Link, makeStyles, ToggleButton, Toolbar, tokens } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Grid } from "../../components/grid/Grid";
import { useGridView } from "../../components/grid/view";
import { SidePane } from "../../components/panes/SidePane";
import { ScopeBreadcrumb } from "../../components/ScopeBreadcrumb";
import { shortWhenOf } from "../../components/time";
import { useHost } from "../../host/context";
import type { Reach } from "../../host/generated/Reach";
import type { SnapshotSummary } from "../../host/generated/SnapshotSummary";
import { scopePathQuery } from "../../host/queries";
import { AssignmentPane } from "./AssignmentPane";
import { assignmentColumns } from "./columns";
import { usePlace } from "./place";
import { ScopeTree } from "./ScopeTree";
import { useAssignments } from "./source";

const useStyles = makeStyles({
  page: { position: "relative", display: "flex", height: "100%", minHeight: 0 },
  main: { flex: 1, minWidth: 0, display: "flex", flexDirection: "column", minHeight: 0 },
  head: {
    display: "flex",
    alignItems: "center",
    gap: "12px",
    justifyContent: "space-between",
    padding: "4px 12px",
    minHeight: "36px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  grid: { flex: 1, minHeight: 0 },
  hidden: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

const reaches: readonly [Reach, string, string][] = [
  ["direct", "Direct", "only what stands at this scope"],
  ["inherited", "Inherited", "all that applies at this scope: here and above"],
  ["below", "Below", "what stands at this scope and everywhere below it"],
];

/** The scope tree, the role assignments of the chosen scope, and one of them with its reasons. */
export function AccessView({ snapshot }: { snapshot: SnapshotSummary }) {
  const styles = useStyles();
  const host = useHost();
  const [{ scope, reach }, go] = usePlace();
  const [view, onView] = useGridView();
  const { of, source } = useAssignments(snapshot.id, scope, reach);
  const path = useQuery(scopePathQuery(host, { snapshot: snapshot.id, scope })).data;
  return (
    <div className={styles.page}>
      <h1 className={styles.hidden}>Access</h1>
      <SidePane name="scopes" side="left" label="Scopes" smallest={200} largest={520} start={270}>
        <ScopeTree snapshot={snapshot.id} scope={scope} choose={(next) => go({ scope: next })} />
      </SidePane>
      <div className={styles.main}>
        <div className={styles.head}>
          <ScopeBreadcrumb label="Scope" path={path ?? []} go={(next) => go({ scope: next })} />
          <Toolbar size="small" aria-label="Which assignments">
            {reaches.map(([value, title, words]) => (
              <ToggleButton key={value} size="small" appearance="subtle" checked={reach === value} title={words} onClick={() => go({ reach: value })}>
                {title}
              </ToggleButton>
            ))}
          </Toolbar>
        </div>
        <div className={styles.grid}>
          <Grid
            name="assignments"
            label="Role assignments"
            columns={assignmentColumns}
            source={source}
            view={view}
            onView={onView}
            asOf={`as of ${shortWhenOf(snapshot.started_at)}`}
            renderEmpty={(filtered, notReadable) => <NoAssignments reach={reach} filtered={filtered} notReadable={notReadable} clear={() => onView({ filter: "" })} />}
          />
        </div>
      </div>
      {view.row !== null && <AssignmentPane of={of} rowKey={view.row} go={(next) => go({ scope: next })} close={() => onView({ row: null })} />}
    </div>
  );
}

interface NoneProps {
  reach: Reach;
  filtered: boolean;
  notReadable: number;
  clear(): void;
}

/** Says why there is no row. */
function NoAssignments({ reach, filtered, notReadable, clear }: NoneProps) {
  const navigate = useNavigate();
  const where = { direct: "at this scope", inherited: "at this scope or above", below: "at this scope or below" }[reach];
  if (filtered) {
    return (
      <Body1>
        No role assignment {where} matches the filter. <Link onClick={clear}>Take the filter away</Link>
      </Body1>
    );
  }
  if (notReadable > 0) {
    return (
      <Body1>
        Nothing is shown because {notReadable === 1 ? "a scope" : `${notReadable} scopes`} here could not be read, which is not the same as no access. Reader on the
        scope lets the account see it. <Link onClick={() => void navigate({ to: "/snapshots", search: () => ({ tab: "coverage" }) })}>See what was refused and why</Link>
      </Body1>
    );
  }
  return <Body1>Nothing is assigned {where}; all of it was read.{reach === "direct" ? " Inherited shows what applies here from above." : ""}</Body1>;
}
