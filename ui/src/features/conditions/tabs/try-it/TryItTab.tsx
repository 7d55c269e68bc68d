import { Body1Strong, CounterBadge, makeStyles, MessageBar, MessageBarBody, mergeClasses, Tab, TabList, tokens } from "@fluentui/react-components";
import { memo, useState } from "react";
import { Waiting } from "../../../../components/Waiting";
import type { TabProps } from "../../workbench";
import { Bench } from "./Bench";
import { GridView } from "./GridView";

const useStyles = makeStyles({
  tab: { display: "flex", flexDirection: "column", height: "100%", minHeight: 0, padding: "12px 16px", boxSizing: "border-box", gap: tokens.spacingVerticalS },
  summary: {
    padding: "8px 12px",
    borderLeft: `3px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusSmall,
    overflowWrap: "anywhere",
  },
  behind: { color: tokens.colorNeutralForeground3 },
  views: { marginLeft: "-8px" },
  panel: { display: "flex", flexDirection: "column", flexGrow: 1, minHeight: 0 },
});

type View = "grid" | "bench";

export function TryItTab({ workbench }: TabProps) {
  const styles = useStyles();
  const { analysis, content, analysedText } = workbench;
  const [chosen, setChosen] = useState<View>("grid");
  if (analysis === null) return <Waiting label="Trying the condition" />;
  const { grid } = analysis;
  const view: View = grid === null ? "bench" : chosen;
  return (
    <div className={styles.tab}>
      {grid === null ? (
        <Body1Strong as="p" className={styles.summary} style={{ margin: 0 }}>
          {withoutGrid(content.text)}
        </Body1Strong>
      ) : (
        <Body1Strong
          as="p"
          className={mergeClasses(styles.summary, analysedText !== content.text && styles.behind)}
          style={{ margin: 0 }}
          aria-live="polite"
        >
          {grid.summary}
        </Body1Strong>
      )}
      {grid?.readings_differ === true && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            AND and OR stand at one level without parentheses, and the two ways to read them give different cells. The grid
            reads AND first; add parentheses to be sure.
          </MessageBarBody>
        </MessageBar>
      )}
      {grid !== null && (
        <Views view={view} cases={content.bench.length} onView={setChosen} />
      )}
      <div className={styles.panel} role={grid === null ? undefined : "tabpanel"} aria-label={view === "grid" ? "Roles" : "Bench"}>
        {grid !== null && view === "grid" ? <GridView grid={grid} workbench={workbench} /> : <Bench workbench={workbench} />}
      </div>
    </div>
  );
}

const Views = memo(function Views({ view, cases, onView }: { view: View; cases: number; onView: (view: View) => void }) {
  const styles = useStyles();
  return (
    <TabList
      size="small"
      className={styles.views}
      selectedValue={view}
      onTabSelect={(_, { value }) => onView(value === "bench" ? "bench" : "grid")}
    >
      <Tab value="grid">Roles</Tab>
      <Tab value="bench">
        Bench{" "}
        {cases > 0 && (
          <CounterBadge count={cases} size="small" color="informative" appearance="filled" />
        )}
      </Tab>
    </TabList>
  );
});

function withoutGrid(text: string): string {
  return text.trim() === ""
    ? "There is no condition yet, so there is nothing to show by role."
    : "There is no grid of roles, because this condition says nothing about assigning or removing roles. Try it with requests of your own.";
}
