import { InteractionTag, InteractionTagPrimary, InteractionTagSecondary, makeStyles, tokens } from "@fluentui/react-components";
import { QuestionCircleRegular, ShieldErrorRegular } from "@fluentui/react-icons";
import { memo } from "react";
import type { ValueView } from "../../../host/generated/ValueView";
import { useBuilder } from "./context";
import type { Path } from "./path";
import { removeValue } from "./edits";
import { nameOf, shortened } from "./words";

const useStyles = makeStyles({
  chip: { maxWidth: "100%" },
  text: { overflow: "hidden", textOverflow: "ellipsis" },
  shield: { color: tokens.colorStatusDangerForeground1 },
  unknown: { fontStyle: "italic" },
});

interface Props {
  value: ValueView;
  path: Path;
  /** Place in the set; null where the value is the only one. */
  index: number | null;
}

/** One value, by name where known. A privileged role has a shield, an unknown id a question mark. */
export const ValueChip = memo(function ValueChip({ value, path, index }: Props) {
  const styles = useStyles();
  const builder = useBuilder();
  const name = nameOf(value, builder.principalNames);
  const unknown = value.kind === "unknown" || (value.kind === "guid" && name === value.value);
  const icon =
    value.privileged !== null ? (
      <ShieldErrorRegular className={styles.shield} aria-label={`privileged: ${value.privileged}`} />
    ) : unknown ? (
      <QuestionCircleRegular aria-label="not known here" />
    ) : undefined;
  const title = [value.text, value.privileged === null ? "" : `privileged: ${value.privileged}`, unknown ? "not known here, kept as it is" : ""];
  const secondary = index !== null && !builder.readOnly;
  return (
    <InteractionTag size="small" appearance="outline" className={styles.chip}>
      <InteractionTagPrimary
        tabIndex={-1}
        hasSecondaryAction={secondary}
        {...(icon === undefined ? {} : { icon })}
        title={title.filter(Boolean).join("\n")}
        onClick={(event) => !builder.readOnly && builder.ask({ kind: "values", path }, event.currentTarget)}
      >
        <span className={unknown ? styles.unknown : styles.text}>{shortened(name)}</span>
      </InteractionTagPrimary>
      {secondary && (
        <InteractionTagSecondary
          tabIndex={-1}
          aria-label={`Remove ${name}`}
          onClick={() =>
            void builder.edit((model) => removeValue(model, path, index))
          }
        />
      )}
    </InteractionTag>
  );
});
