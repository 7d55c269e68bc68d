import { Badge, Button, Caption1, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronDownRegular, ChevronUpRegular } from "@fluentui/react-icons";
import { memo, useCallback, useRef, useState } from "react";
import { useCommandHandlers } from "../../../components/commands/CommandProvider";
import type { Analysis } from "../../../host/generated/Analysis";
import type { Diagnostic } from "../../../host/generated/Diagnostic";
import { useRemembered } from "../../../host/settings";
import { Words } from "../../../components/Words";
import { SeverityIcon } from "../SeverityIcon";
import type { Spotlight } from "../spotlight";
import type { WorkbenchActions } from "../workbench";
import { fixLabel } from "./fixLabel";
import { RuleManual } from "./RuleManual";

const useStyles = makeStyles({
  root: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, flexShrink: 0, display: "flex", flexDirection: "column", maxHeight: "34%" },
  head: { display: "flex", alignItems: "center", gap: "6px", padding: "2px 6px 2px 10px", minHeight: "32px" },
  fold: { marginLeft: "auto" },
  list: { overflowY: "auto", margin: 0, padding: "0 6px 6px", listStyleType: "none" },
  row: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr)",
    alignItems: "start",
    gap: "4px",
    padding: "4px",
    borderRadius: tokens.borderRadiusMedium,
    ":hover": { backgroundColor: tokens.colorNeutralBackground2 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
    "& svg": { marginTop: "2px" },
  },
  help: { display: "block", color: tokens.colorNeutralForeground3 },
  fixes: { gridColumn: "2", display: "flex", gap: "4px", flexWrap: "wrap", ":empty": { display: "none" } },
  line: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

interface Props {
  analysis: Analysis | null;
  readOnly: boolean;
  spotlight: Spotlight;
  actions: WorkbenchActions;
}

/** Every problem of the text, with its fixes; F8 goes to the next. */
export const ProblemList = memo(function ProblemList({ analysis, readOnly, spotlight, actions }: Props) {
  const styles = useStyles();
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(-1);
  const [manual, setManual] = useState<string | null>(null);
  const closeManual = useCallback(() => setManual(null), []);
  const [kept, keep] = useRemembered("conditions.problems", "open");
  const problems = analysis?.diagnostics ?? [];
  const notChecked = analysis?.not_checked ?? [];
  const folded = kept === "folded";

  const step = (by: number): void => {
    if (problems.length === 0) return;
    const next = (at + by + problems.length) % problems.length;
    const problem = problems[next];
    setAt(next);
    keep("open");
    if (problem !== undefined) show(problem, spotlight);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-problem-index="${next}"]`)?.focus());
  };
  useCommandHandlers({ "problem.next": () => step(1), "problem.previous": () => step(-1) });
  return (
    <section className={styles.root} aria-label="Problems">
      <div className={styles.head}>
        <Caption1>Problems</Caption1>
        <Badge size="small" appearance="tint" color={problems.some(({ severity }) => severity === "error") ? "danger" : problems.some(({ severity }) => severity === "warning") ? "warning" : "informative"}>
          {problems.length}
        </Badge>
        {problems.length === 0 && <Caption1 className={styles.quiet}>none found</Caption1>}
        {notChecked.length > 0 && (
          <Caption1 className={mergeClasses(styles.quiet, styles.line)} title={notChecked.map(({ code, rule, needs }) => `${code} ${rule}: ${needs}`).join("\n")}>
            {notChecked.length} {notChecked.length === 1 ? "rule" : "rules"} not checked ({[...new Set(notChecked.map(({ needs }) => needs))].join("; ")})
          </Caption1>
        )}
        <Button
          className={styles.fold}
          size="small"
          appearance="subtle"
          aria-expanded={!folded}
          aria-label={folded ? "Show the problems" : "Fold the problems away"}
          icon={folded ? <ChevronUpRegular /> : <ChevronDownRegular />}
          onClick={() => keep(folded ? "open" : "folded")}
        />
      </div>
      {!folded && problems.length > 0 && (
        <ul ref={list} className={styles.list}>
          {problems.map((problem, index) => (
            <ProblemRow
              key={`${problem.code}:${problem.span.from}:${problem.message}`}
              problem={problem}
              index={index}
              readOnly={readOnly}
              spotlight={spotlight}
              actions={actions}
              onFocus={setAt}
              onManual={setManual}
            />
          ))}
        </ul>
      )}
      <RuleManual code={manual} onClose={closeManual} />
    </section>
  );
});

function show({ span: { from, to } }: Diagnostic, spotlight: Spotlight): void {
  spotlight.point({ from, to, pointer: "problems" });
  spotlight.reveal({ from, to });
}

interface ProblemRowProps extends Omit<Props, "analysis"> {
  problem: Diagnostic;
  index: number;
  onFocus(index: number): void;
  onManual(code: string): void;
}

const ProblemRow = memo(function ProblemRow({ problem, index, readOnly, spotlight, actions, onFocus, onManual }: ProblemRowProps) {
  const styles = useStyles();
  return (
    <li
      className={styles.row}
      tabIndex={0}
      data-problem-index={index}
      data-problem={problem.code}
      onPointerEnter={() => spotlight.point({ from: problem.span.from, to: problem.span.to, pointer: "problems" })}
      onPointerLeave={() => spotlight.point(null)}
      onFocus={() => onFocus(index)}
      onDoubleClick={() => show(problem, spotlight)}
      onKeyDown={(event) => event.key === "Enter" && event.target === event.currentTarget && show(problem, spotlight)}
    >
      <SeverityIcon severity={problem.severity} />
      <span>
        <Words text={problem.message} />
        <Caption1 className={styles.help}>
          <Words text={problem.help ?? ""} />
          {problem.help === null ? "" : " · "}line {problem.span.line}:{problem.span.column} ·{" "}
          <Button size="small" appearance="transparent" style={{ minWidth: 0, padding: 0, height: 16 }} onClick={() => onManual(problem.code)}>
            {problem.code} {problem.rule}
          </Button>
        </Caption1>
      </span>
      <span className={styles.fixes}>
        {!readOnly &&
          problem.fixes.map((fix) =>
            fix.applicability === "show-only" ? (
              <Caption1 key={fix.title} className={styles.quiet}>
                Suggestion: <Words text={fix.title} />
              </Caption1>
            ) : (
              <Button key={fix.title} size="small" onClick={() => actions.applyEdits(fix.edits)}>
                <span>
                  <Words text={fixLabel(fix)} />
                </span>
              </Button>
            ),
          )}
      </span>
    </li>
  );
});
