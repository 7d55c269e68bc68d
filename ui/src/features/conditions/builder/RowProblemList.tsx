import { Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { useBuilder } from "./context";
import type { Path } from "./path";
import { useRowProblems } from "./problems";
import { Words } from "../../../components/Words";
import { fixLabel } from "../problems/fixLabel";
import { SeverityIcon } from "../SeverityIcon";

const useStyles = makeStyles({
  problem: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    gap: "2px 8px",
    padding: "1px 4px 4px 16px",
    color: tokens.colorNeutralForeground2,
  },
  message: { display: "flex", gap: "6px", minWidth: 0, "& svg": { flexShrink: 0 } },
});

/** What is wrong with one row, with the fixes as buttons. */
export function RowProblemList({ path }: { path: Path }) {
  const styles = useStyles();
  const builder = useBuilder();
  const problems = useRowProblems(builder.problems, path);
  return problems.map((problem, index) => (
    <div key={`${problem.code}:${problem.message}`} className={styles.problem} data-problem={problem.code}>
      <div className={styles.message}>
        <SeverityIcon severity={problem.severity} />
        <Caption1 title={problem.help ?? undefined}>
          <Words text={problem.message} /> ({problem.code})
        </Caption1>
      </div>
      {!builder.readOnly &&
        problem.fixes.map(
          (fix, number) =>
            fix.applicability !== "show-only" && (
              <Button key={fix.title} size="small" tabIndex={-1} onClick={() => builder.applyFix(path, index, number)}>
                <span>
                  <Words text={fixLabel(fix)} />
                </span>
              </Button>
            ),
        )}
    </div>
  ));
}
