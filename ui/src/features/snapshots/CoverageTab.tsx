import { Badge, Body1, Caption1, Checkbox, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { CheckmarkCircleRegular, DismissCircleRegular, ErrorCircleRegular, WarningRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { Failure } from "../../components/Failure";
import { SidePane } from "../../components/panes/SidePane";
import { ScopeIcon } from "../../components/ScopeIcon";
import { stageWords } from "../../components/snapshot/stageWords";
import { useLazyTree } from "../../components/tree/useLazyTree";
import { VirtualTree } from "../../components/tree/VirtualTree";
import { Waiting } from "../../components/Waiting";
import { useHost } from "../../host/context";
import type { CoverageLine } from "../../host/generated/CoverageLine";
import type { CoverageNode } from "../../host/generated/CoverageNode";
import type { ReadMark } from "../../host/generated/ReadMark";
import { snapshotKey } from "../../host/queries";

const useStyles = makeStyles({
  page: { display: "flex", height: "100%", minHeight: 0 },
  tree: { display: "flex", flexDirection: "column", flex: 1, minWidth: 0, minHeight: 0 },
  bar: { padding: "2px 8px" },
  icon: { display: "flex", flexShrink: 0, fontSize: "16px" },
  name: { flex: 1, minWidth: 0, overflow: "hidden", textOverflow: "ellipsis" },
  quiet: { color: tokens.colorNeutralForeground3 },
  good: { color: tokens.colorPaletteGreenForeground1 },
  bad: { color: tokens.colorPaletteRedForeground1 },
  odd: { color: tokens.colorPaletteDarkOrangeForeground1 },
  detail: { overflowY: "auto", padding: "12px 16px", display: "grid", gap: "12px", alignContent: "start" },
  line: { display: "grid", gap: "2px", borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, paddingBottom: "8px" },
  head: { display: "flex", alignItems: "center", gap: "8px" },
});

const marks: Record<ReadMark, { words: string; colour: "good" | "odd" | "bad" }> = {
  whole: { words: "read", colour: "good" },
  partly: { words: "partly read", colour: "odd" },
  refused: { words: "refused", colour: "bad" },
  failed: { words: "failed", colour: "bad" },
};

function MarkIcon({ read }: { read: ReadMark }) {
  const { words } = marks[read];
  if (read === "whole") return <CheckmarkCircleRegular aria-label={words} />;
  if (read === "partly") return <WarningRegular aria-label={words} />;
  return read === "refused" ? <DismissCircleRegular aria-label={words} /> : <ErrorCircleRegular aria-label={words} />;
}

/** What was read, refused and failed, scope by scope, with Azure's words. */
export function CoverageTab({ snapshot }: { snapshot: number }) {
  const styles = useStyles();
  const host = useHost();
  const [onlyProblems, setOnlyProblems] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const tree = useLazyTree<CoverageNode>(
    (parent) => ({
      queryKey: [...snapshotKey(snapshot), "coverage", parent, onlyProblems],
      queryFn: async () => ({ nodes: await host.coverage({ snapshot, parent, only_problems: onlyProblems }) }),
    }),
    ({ place }) => place.scope,
    ["/"],
  );
  const shown = tree.placed.find(({ key }) => key === chosen) ?? tree.placed[0];
  return (
    <div className={styles.page}>
      <div className={styles.tree}>
        <div className={styles.bar}>
          <Checkbox label="Only what could not be read" checked={onlyProblems} onChange={(_, { checked }) => setOnlyProblems(checked === true)} />
        </div>
        {tree.error !== null && <Failure what="The coverage could not be read" error={tree.error} retry={tree.retry} />}
        {tree.pending && <Waiting label="Reading the coverage" />}
        {!tree.pending && tree.placed.length === 0 && <Body1 style={{ padding: 16 }}>{onlyProblems ? "Every scope was read." : "No scope has been read yet."}</Body1>}
        <VirtualTree
          label="Coverage"
          chosen={shown?.key ?? null}
          choose={setChosen}
          toggle={tree.toggle}
          lines={tree.placed.map(({ node, key, depth, expanded }) => ({
            key,
            depth,
            name: `${node.place.name}: ${marks[node.read].words}`,
            expandable: node.has_children,
            expanded,
            content: (
              <>
                <span className={mergeClasses(styles.icon, styles[marks[node.read].colour])}>
                  <MarkIcon read={node.read} />
                </span>
                <span className={styles.icon}>
                  <ScopeIcon level={node.place.level} />
                </span>
                <span className={styles.name} title={node.place.scope}>
                  {node.place.name}
                </span>
                {node.problems_below > 0 && <Caption1 className={styles.odd}>{node.problems_below.toLocaleString("en")} below not readable</Caption1>}
              </>
            ),
          }))}
        />
      </div>
      <SidePane name="coverage" side="right" label="What was read here" smallest={300} largest={640} start={420}>
        <div className={styles.detail} tabIndex={0}>
          {shown?.node.stages.map((line) => <StageLine key={line.stage} line={line} />)}
          {shown?.node.stages.length === 0 && <Body1>Nothing is asked for at this scope itself.</Body1>}
        </div>
      </SidePane>
    </div>
  );
}

function StageLine({ line }: { line: CoverageLine }) {
  const styles = useStyles();
  const { stage, outcome, source, rows, unreadable, problem } = line;
  const badge = { read: ["success", "read"], refused: ["danger", "refused"], failed: ["danger", "failed"], "not-available": ["informative", "not there"] } as const;
  const [colour, words] = badge[outcome.kind];
  return (
    <div className={styles.line}>
      <span className={styles.head}>
        <Body1>{stageWords[stage]}</Body1>
        <Badge size="small" appearance="tint" color={colour}>
          {words}
        </Badge>
      </span>
      <Caption1 className={styles.quiet}>
        {rows.toLocaleString("en")} {rows === 1 ? "row" : "rows"} by {source}
      </Caption1>
      {outcome.kind !== "read" && (
        <Body1>
          {outcome.code}: {outcome.message}
        </Body1>
      )}
      {outcome.kind === "refused" && <Caption1>{outcome.hint}</Caption1>}
      {unreadable > 0 && (
        <Caption1>
          {unreadable.toLocaleString("en")} {unreadable === 1 ? "row was" : "rows were"} not understood and left out{problem === null ? "" : `; the first: ${problem}`}
        </Caption1>
      )}
    </div>
  );
}
