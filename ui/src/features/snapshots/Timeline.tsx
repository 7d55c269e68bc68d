import { Badge, Body1, Button, Caption1, makeStyles, mergeClasses, Subtitle2, tokens } from "@fluentui/react-components";
import { ArrowImportRegular, ArrowSyncRegular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useCommandRegistry } from "../../components/commands/CommandProvider";
import { PullBar } from "../../components/snapshot/PullBar";
import { When } from "../../components/When";
import { useHost } from "../../host/context";
import type { SnapshotSummary } from "../../host/generated/SnapshotSummary";
import { pullsQuery } from "../../host/queries";
import { changesOf, stateWords } from "./words";

const useStyles = makeStyles({
  state: { flexShrink: 0, whiteSpace: "nowrap" },
  root: { display: "flex", flexDirection: "column", minHeight: 0, height: "100%" },
  bar: { display: "flex", gap: "8px", padding: "8px 12px", borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  list: { flex: 1, minHeight: 0, overflowY: "auto", margin: 0, padding: "4px 0 24px", listStyle: "none" },
  tenant: { padding: "10px 14px 2px", color: tokens.colorNeutralForeground3, display: "block" },
  item: {
    position: "relative",
    display: "grid",
    gap: "2px",
    width: "100%",
    boxSizing: "border-box",
    padding: "6px 12px 8px 34px",
    textAlign: "start",
    border: "none",
    font: "inherit",
    color: "inherit",
    backgroundColor: "transparent",
    cursor: "pointer",
    "::before": { content: '""', position: "absolute", left: "18px", top: 0, bottom: 0, borderLeft: `2px solid ${tokens.colorNeutralStroke2}` },
    "::after": {
      content: '""',
      position: "absolute",
      left: "14px",
      top: "12px",
      width: "10px",
      height: "10px",
      borderRadius: "50%",
      boxSizing: "border-box",
      border: `2px solid ${tokens.colorBrandStroke1}`,
      backgroundColor: tokens.colorNeutralBackground1,
    },
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  shown: { backgroundColor: tokens.colorNeutralBackground3, "::after": { backgroundColor: tokens.colorBrandBackground } },
  head: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: "8px", rowGap: "2px" },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface Props {
  snapshots: readonly SnapshotSummary[];
  shown: number;
  choose(id: number): void;
}

/** Pulls on a line, newest first, tenant by tenant, each with what changed in words. */
export function Timeline({ snapshots, shown, choose }: Props) {
  const styles = useStyles();
  const registry = useCommandRegistry();
  const pulls = useQuery(pullsQuery(useHost())).data ?? [];
  const tenants = [...new Map(snapshots.map(({ tenant }) => [tenant.id, tenant])).values()];
  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        <Button size="small" appearance="primary" icon={<ArrowSyncRegular />} onClick={() => registry.run("snapshot.pull")}>
          Pull
        </Button>
        <Button size="small" icon={<ArrowImportRegular />} onClick={() => registry.run("snapshot.import")}>
          Import…
        </Button>
      </div>
      <div className={styles.list}>
        {tenants.map((tenant) => (
          <section key={tenant.id} aria-label={`Snapshots of ${tenant.name}`}>
            <Caption1 className={styles.tenant} title={tenant.id}>
              {tenant.name}
              {tenant.demo && " (demo tenant on this computer)"}
            </Caption1>
            {snapshots
              .filter((snapshot) => snapshot.tenant.id === tenant.id)
              .map((snapshot) => {
                const pull = pulls.find((one) => one.snapshot === snapshot.id);
                return (
                  <button
                    key={snapshot.id}
                    type="button"
                    aria-current={snapshot.id === shown}
                    className={mergeClasses(styles.item, snapshot.id === shown && styles.shown)}
                    onClick={() => choose(snapshot.id)}
                  >
                    <span className={styles.head}>
                      <Subtitle2>
                        <When at={snapshot.started_at} />
                      </Subtitle2>
                      {snapshot.state !== "whole" && (
                        <Badge className={styles.state} size="small" appearance="tint" color={snapshot.state === "running" ? "brand" : "warning"}>
                          {stateWords[snapshot.state]}
                        </Badge>
                      )}
                    </span>
                    <Body1 className={styles.quiet}>{changesOf(snapshot)}</Body1>
                    {pull !== undefined && <PullBar pull={pull} />}
                  </button>
                );
              })}
          </section>
        ))}
      </div>
    </div>
  );
}
