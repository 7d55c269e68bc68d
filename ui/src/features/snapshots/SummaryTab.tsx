import { Body1, Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { PullBar } from "../../components/snapshot/PullBar";
import { When } from "../../components/When";
import { useHost } from "../../host/context";
import type { SnapshotSummary } from "../../host/generated/SnapshotSummary";
import { pullsQuery } from "../../host/queries";
import type { Tab } from "./place";
import { bytesOf, changesOf } from "./words";

const useStyles = makeStyles({
  page: { height: "100%", overflowY: "auto", boxSizing: "border-box", padding: "16px", display: "grid", gap: "20px", alignContent: "start", maxWidth: "860px" },
  facts: { display: "grid", gridTemplateColumns: "max-content 1fr", columnGap: "24px", rowGap: "6px", margin: 0, "& dt": { color: tokens.colorNeutralForeground3 }, "& dd": { margin: 0 } },
  counts: { display: "flex", flexWrap: "wrap", columnGap: "32px", rowGap: "12px" },
  count: { display: "grid" },
  number: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: "tabular-nums" },
  line: { display: "flex", gap: "8px", alignItems: "center" },
});

/** What a snapshot holds, who read it, and what to look at next. */
export function SummaryTab({ snapshot, show }: { snapshot: SnapshotSummary; show(tab: Tab): void }) {
  const styles = useStyles();
  const pull = useQuery(pullsQuery(useHost())).data?.find((one) => one.snapshot === snapshot.id);
  const { account, started_at, finished_at, counts, coverage, bytes, imported_from, tenant } = snapshot;
  const numbers: [number, string][] = [
    [counts.role_assignments, "role assignments"],
    [counts.role_definitions, "role definitions"],
    [counts.principals, "principals"],
    [counts.management_groups, "management groups"],
    [counts.subscriptions, "subscriptions"],
    [counts.resources, "resources"],
    [counts.locks, "locks"],
  ];
  const unread = coverage.refused + coverage.failed;
  return (
    <div className={styles.page} tabIndex={0}>
      {pull !== undefined && <PullBar pull={pull} />}
      <div className={styles.counts}>
        {numbers.map(([count, words]) => (
          <span key={words} className={styles.count}>
            <span className={styles.number}>{count.toLocaleString("en")}</span>
            <Caption1>{words}</Caption1>
          </span>
        ))}
      </div>
      <div className={styles.line}>
        <Body1>Since the one before: {changesOf(snapshot)}.</Body1>
        {snapshot.previous !== null && (
          <Button size="small" onClick={() => show("changes")}>
            Show the changes
          </Button>
        )}
      </div>
      <div className={styles.line}>
        <Body1>
          {unread === 0
            ? `All ${coverage.read.toLocaleString("en")} scopes were read.`
            : `${coverage.read.toLocaleString("en")} scopes were read, ${coverage.refused.toLocaleString("en")} refused, ${coverage.failed.toLocaleString("en")} failed.`}
        </Body1>
        {unread > 0 && (
          <Button size="small" onClick={() => show("coverage")}>
            Show which and why
          </Button>
        )}
      </div>
      <dl className={styles.facts}>
        <dt>Tenant</dt>
        <dd title={tenant.id}>{tenant.name}</dd>
        <dt>Read as</dt>
        <dd>{account}</dd>
        <dt>Begun</dt>
        <dd>
          <When at={started_at} />
        </dd>
        {finished_at !== null && (
          <>
            <dt>Ended</dt>
            <dd>
              <When at={finished_at} />
            </dd>
          </>
        )}
        <dt>Adds to the database</dt>
        <dd>{bytesOf(bytes)}</dd>
        {imported_from !== null && (
          <>
            <dt>Imported from</dt>
            <dd>{imported_from}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
