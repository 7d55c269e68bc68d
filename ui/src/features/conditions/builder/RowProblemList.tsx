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
    alignItems: "baseline",
    flexWrap: "wrap",
    gap: "2px 6px",
    padding: "1px 4px 4px 16px",
    color: tokens.colorNeutralForeground2,
    "& svg": { alignSelf: "center" },
  },
});

/** What is wrong with one row, with the fixes as buttons. */
export function RowProblemList({ path }: { path: Path }) {
  const styles = useStyles();
  const builder = useBuilder();
  const problems = useRowProblems(builder.problems, path);
  return problems.map((problem, index) => (
    <div key={`${problem.code}:${problem.message}`} className={styles.problem} data-problem={problem.code}>
      <SeverityIcon severity={problem.severity} />
      <Caption1 title={problem.help ?? undefined}>
        <Words text={problem.message} /> ({problem.code})
      </Caption1>
      {!builder.readOnly &&
        problem.fixes.map(
          (fix, number) =>
            fix.applicability !== "show-only" && (
              <Button key={fix.title} size="small" tabIndex={-1} onClick={() => builder.applyFix(path, index, number)}>
                {fixLabel(fix)}
              </Button>
            ),
        )}
    </div>
  ));
}
