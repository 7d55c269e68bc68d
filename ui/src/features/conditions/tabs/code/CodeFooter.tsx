import { Caption1, makeStyles, tokens } from "@fluentui/react-components";
import type { Caret } from "./ConditionEditor";

const useStyles = makeStyles({
  footer: {
    display: "flex",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalL,
    padding: "4px 12px",
    color: tokens.colorNeutralForeground3,
  },
});

export function CodeFooter({ caret, hintId }: { caret: Caret | null; hintId: string }) {
  const styles = useStyles();
  return (
    <div className={styles.footer}>
      <Caption1 id={hintId}>Escape, then Tab leaves the editor</Caption1>
      {caret !== null && (
        <Caption1>
          Line {caret.line}, column {caret.column}
        </Caption1>
      )}
    </div>
  );
}
