import { Body1, Button, makeStyles, tokens } from "@fluentui/react-components";
import { EditRegular, WarningRegular } from "@fluentui/react-icons";
import { useOpenInBuilder } from "../../components/openInBuilder";
import { Words } from "../../components/Words";
import type { AssignmentRow } from "../../host/generated/AssignmentRow";
import type { AssignmentsOf } from "../../host/generated/AssignmentsOf";
import type { ConditionCard } from "../../host/generated/ConditionCard";
import { principalType } from "../../components/authz/words";
import { Section } from "./Section";

const useStyles = makeStyles({
  code: {
    margin: 0,
    padding: "8px",
    maxHeight: "160px",
    overflow: "auto",
    boxSizing: "border-box",
    width: "100%",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  problem: { display: "flex", gap: "6px", alignItems: "flex-start", color: tokens.colorPaletteDarkOrangeForeground1, "& svg": { flexShrink: 0, marginTop: "3px" } },
});

/** The condition as a sentence and as written, with the way into the builder. */
export function ConditionSection({ condition, row, of }: { condition: ConditionCard | null; row: AssignmentRow; of: AssignmentsOf }) {
  const styles = useStyles();
  const openInBuilder = useOpenInBuilder();
  if (condition === null) {
    return (
      <Section title="Condition">
        <Body1>None: the role applies without limits.</Body1>
      </Section>
    );
  }
  const who = row.principal.name ?? row.principal.id;
  const open = (): void => {
    void openInBuilder(`${who}: ${row.role.name ?? row.role.id}`.slice(0, 200), {
      text: condition.text,
      role: row.role.id,
      principal: row.principal.id,
      principal_type: principalType(row.principal.kind),
      scope: row.place.scope,
      description: `read from snapshot ${of.snapshot}`,
      principal_names: row.principal.name === null ? {} : { [row.principal.id]: row.principal.name },
    });
  };
  return (
    <Section title="Condition">
      <Body1>
        <Words text={condition.sentence} />
      </Body1>
      {condition.problems.map((problem) => (
        <div key={problem} className={styles.problem}>
          <WarningRegular aria-label="problem" />
          <span>
            <Words text={problem} />
          </span>
        </div>
      ))}
      <pre className={styles.code} tabIndex={0} aria-label="Condition as written">
        {condition.text}
      </pre>
      <Button size="small" icon={<EditRegular />} onClick={open}>
        Open in the builder
      </Button>
    </Section>
  );
}
