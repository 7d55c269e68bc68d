import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { CheckmarkRegular, DismissRegular, QuestionRegular } from "@fluentui/react-icons";
import type { Truth } from "../../../../host/generated/Truth";

const useStyles = makeStyles({
  mark: {
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    gap: tokens.spacingHorizontalXS,
    minWidth: "20px",
    height: "20px",
    padding: "0 2px",
    boxSizing: "border-box",
    borderRadius: tokens.borderRadiusMedium,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    flexShrink: 0,
  },
  worded: { padding: "0 6px 0 4px" },
  // What is allowed or unknown is what the eye looks for; a refusal is the rule and has no border.
  true: {
    color: tokens.colorStatusSuccessForeground1,
    backgroundColor: tokens.colorStatusSuccessBackground1,
    border: `1px solid ${tokens.colorStatusSuccessBorder2}`,
  },
  false: { color: tokens.colorStatusDangerForeground1, backgroundColor: tokens.colorStatusDangerBackground1 },
  unknown: {
    color: tokens.colorStatusWarningForeground1,
    backgroundColor: tokens.colorStatusWarningBackground1,
    border: `1px solid ${tokens.colorStatusWarningBorder2}`,
  },
});

const icons = { true: CheckmarkRegular, false: DismissRegular, unknown: QuestionRegular } as const;

/** What a request gets, and what an expression is. */
export const requestWords: Readonly<Record<Truth, string>> = { true: "allowed", false: "refused", unknown: "unknown" };
export const valueWords: Readonly<Record<Truth, string>> = { true: "true", false: "false", unknown: "unknown" };

interface TruthMarkProps {
  value: Truth;
  words: Readonly<Record<Truth, string>>;
  /** Writes the word beside the sign. */
  worded?: boolean;
  /** The element around it says the word. */
  silent?: boolean;
}

/** A truth as sign and colour, so that neither has to do alone. */
export function TruthMark({ value, words, worded = false, silent = false }: TruthMarkProps) {
  const styles = useStyles();
  const Icon = icons[value];
  const named = worded || silent ? {} : { role: "img", "aria-label": words[value] };
  return (
    <span className={mergeClasses(styles.mark, styles[value], worded && styles.worded)} {...named}>
      <Icon aria-hidden fontSize={16} />
      {worded && words[value]}
    </span>
  );
}
