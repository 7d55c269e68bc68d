import { makeStyles, Tab, TabList, tokens } from "@fluentui/react-components";
import { memo, Suspense } from "react";
import { useCommandHandlers } from "../../components/commands/CommandProvider";
import { Waiting } from "../../components/Waiting";
import { useRemembered } from "../../host/settings";
import { tabs } from "./tabList";
import type { Workbench } from "./workbench";

const useStyles = makeStyles({
  list: { padding: "0 6px", borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, flexShrink: 0 },
  panel: { flexGrow: 1, minHeight: 0, overflow: "auto" },
});

/** The views beside the builder; only the open one is mounted, because each key press re-renders it. */
export const TabPane = memo(function TabPane({ workbench }: { workbench: Workbench }) {
  const styles = useStyles();
  const [kept, keep] = useRemembered("conditions.tab", tabs[0]?.id ?? "");
  const at = Math.max(
    tabs.findIndex((tab) => tab.id === kept),
    0,
  );
  const open = tabs[at];
  const step = (by: number): void => {
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (next !== undefined) keep(next.id);
  };
  useCommandHandlers({ "tab.next": () => step(1), "tab.previous": () => step(-1) });
  if (open === undefined) return null;
  const Shown = open.component;
  return (
    <>
      <TabStrip open={open.id} onOpen={keep} />
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${open.id}`} className={styles.panel}>
        <Suspense fallback={<Waiting label={open.title} />}>
          <Shown key={workbench.draftId} workbench={workbench} />
        </Suspense>
      </div>
    </>
  );
});

/** Stays as it is while the open view changes with every key press. */
const TabStrip = memo(function TabStrip({ open, onOpen }: { open: string; onOpen: (id: string) => void }) {
  const styles = useStyles();
  return (
    <TabList
      className={styles.list}
      size="small"
      selectedValue={open}
      onTabSelect={(_, { value }) => typeof value === "string" && onOpen(value)}
      aria-label="Views of the condition"
    >
      {tabs.map((tab) => (
        <Tab key={tab.id} id={`tab-${tab.id}`} value={tab.id} aria-controls="tab-panel">
          {tab.title}
        </Tab>
      ))}
    </TabList>
  );
});
