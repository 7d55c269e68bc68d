import { Badge, Button, makeStyles, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Subtitle1, Tab, TabList, tokens } from "@fluentui/react-components";
import { ArrowDownloadRegular, ArrowSyncRegular, DeleteRegular, EyeRegular, MoreHorizontalRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useCurrentSnapshot } from "../../components/snapshot/current";
import { usePull } from "../../components/snapshot/usePull";
import { When } from "../../components/When";
import { useNotify, useNotifyFailure } from "../../components/notify";
import { useHost } from "../../host/context";
import type { SnapshotSummary } from "../../host/generated/SnapshotSummary";
import { ChangesTab } from "./ChangesTab";
import { CoverageTab } from "./CoverageTab";
import { DeleteDialog } from "./DeleteDialog";
import { tabs, type Tab as TabName, type usePlace } from "./place";
import { ReviewTab } from "./ReviewTab";
import { SummaryTab } from "./SummaryTab";
import { stateWords } from "./words";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", height: "100%", minHeight: 0 },
  head: { display: "flex", alignItems: "center", gap: "10px", padding: "8px 16px 0" },
  title: { minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  actions: { marginLeft: "auto", display: "flex", gap: "8px", flexShrink: 0 },
  tabs: { padding: "0 8px", borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  body: { flex: 1, minHeight: 0, overflow: "hidden" },
});

const tabTitles: Record<TabName, string> = { summary: "Summary", changes: "Changes", coverage: "Coverage", review: "Review" };

interface Props {
  snapshot: SnapshotSummary;
  snapshots: readonly SnapshotSummary[];
  place: ReturnType<typeof usePlace>[0];
  go: ReturnType<typeof usePlace>[1];
}

/** One snapshot: what it holds, what changed, what could not be read, how far its review is. */
export function SnapshotView({ snapshot, snapshots, place, go }: Props) {
  const styles = useStyles();
  const host = useHost();
  const pull = usePull();
  const notify = useNotify();
  const notifyFailure = useNotifyFailure();
  const { current, choose } = useCurrentSnapshot();
  const [deleting, setDeleting] = useState(false);
  const { id, tenant, state, resumable } = snapshot;
  const exportWhole = async (): Promise<void> => {
    try {
      const file = await host.exportSnapshot({ snapshot: id });
      if (file !== null) notify({ intent: "success", title: "Snapshot saved", body: file.path });
    } catch (thrown) {
      notifyFailure("The snapshot could not be saved", thrown);
    }
  };
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <Subtitle1 as="h1" className={styles.title}>
          {tenant.name}, <When at={snapshot.started_at} />
        </Subtitle1>
        <Badge appearance="tint" color={state === "whole" ? "success" : state === "running" ? "brand" : "warning"}>
          {stateWords[state]}
        </Badge>
        <div className={styles.actions}>
          {resumable && (
            <Button size="small" appearance="primary" icon={<ArrowSyncRegular />} onClick={() => void pull("Reading could not be resumed", () => host.resumePull({ snapshot: id }))}>
              Resume
            </Button>
          )}
          {current?.id !== id && state !== "running" && (
            <Button size="small" icon={<EyeRegular />} onClick={() => choose(id)}>
              Look at this one
            </Button>
          )}
          <Button size="small" icon={<ArrowDownloadRegular />} disabled={state === "running"} onClick={() => void exportWhole()}>
            Export…
          </Button>
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <Button size="small" icon={<MoreHorizontalRegular />} aria-label="More for this snapshot" />
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                <MenuItem icon={<DeleteRegular />} disabled={state === "running"} onClick={() => setDeleting(true)}>
                  Delete…
                </MenuItem>
              </MenuList>
            </MenuPopover>
          </Menu>
        </div>
      </div>
      <TabList
        className={styles.tabs}
        size="small"
        selectedValue={place.tab}
        onTabSelect={(_, { value }) => {
          const tab = tabs.find((one) => one === value);
          if (tab !== undefined) go({ tab });
        }}
      >
        {tabs.map((tab) => (
          <Tab key={tab} value={tab}>
            {tabTitles[tab]}
          </Tab>
        ))}
      </TabList>
      <div className={styles.body} role="tabpanel" aria-label={tabTitles[place.tab]}>
        {place.tab === "summary" && <SummaryTab snapshot={snapshot} show={(tab) => go({ tab })} />}
        {place.tab === "changes" && <ChangesTab snapshot={snapshot} snapshots={snapshots} base={place.base} compareWith={(base) => go({ base })} />}
        {place.tab === "coverage" && <CoverageTab snapshot={id} />}
        {place.tab === "review" && <ReviewTab snapshot={snapshot} />}
      </div>
      {deleting && <DeleteDialog snapshot={snapshot} close={() => setDeleting(false)} />}
    </div>
  );
}
