import { Button, Dropdown, Input, makeStyles, mergeClasses, Option, Spinner, tokens, Tooltip } from "@fluentui/react-components";
import {
  CheckmarkCircleFilled,
  ChevronDownRegular,
  ChevronRightRegular,
  DeleteRegular,
  DismissCircleFilled,
  ErrorCircleRegular,
} from "@fluentui/react-icons";
import { useId } from "react";
import type { BenchCase } from "../../../../host/generated/BenchCase";
import type { Truth } from "../../../../host/generated/Truth";
import type { Workbench } from "../../workbench";
import { requestWords } from "../shared/TruthMark";
import type { Verdict } from "./benchCases";
import { EvaluationView } from "./EvaluationView";
import { RequestEditor } from "./RequestEditor";

const useStyles = makeStyles({
  row: { ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` } },
  head: {
    display: "grid",
    gridTemplateColumns: "28px 20px minmax(100px, 1fr) 116px 28px",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    padding: "6px 8px",
  },
  verdict: { gridColumn: "3 / -1", fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, paddingLeft: "8px" },
  good: { color: tokens.colorStatusSuccessForeground1 },
  otherwise: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  bad: { color: tokens.colorStatusDangerForeground1 },
  expect: { minWidth: 0 },
  body: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: "4px 12px 12px 44px" },
});

interface BenchRowProps {
  entry: BenchCase;
  verdict: Verdict;
  workbench: Workbench;
  open: boolean;
  onOpen: (open: boolean) => void;
  onChange: (entry: BenchCase) => void;
  onRemove: () => void;
}

export function BenchRow({ entry, verdict, workbench, open, onOpen, onChange, onRemove }: BenchRowProps) {
  const styles = useStyles();
  const body = useId();
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <Button
          size="small"
          appearance="subtle"
          aria-expanded={open}
          aria-controls={body}
          aria-label={`${open ? "Close" : "Open"} ${entry.name}`}
          icon={open ? <ChevronDownRegular /> : <ChevronRightRegular />}
          onClick={() => onOpen(!open)}
        />
        <Sign verdict={verdict} />
        <Input
          size="small"
          appearance="filled-lighter"
          aria-label="Name of the request"
          value={entry.name}
          onChange={(_, { value }) => onChange({ ...entry, name: value })}
        />
        <Expectation value={entry.expect} name={entry.name} onChange={(expect) => onChange({ ...entry, expect })} />
        <Tooltip relationship="label" content={`Remove ${entry.name} from the bench`}>
          <Button size="small" appearance="subtle" icon={<DeleteRegular />} onClick={onRemove} />
        </Tooltip>
        <span className={mergeClasses(styles.verdict, verdict.state === "otherwise" && styles.otherwise)}>{verdict.words}</span>
      </div>
      {open && (
        <div id={body} className={styles.body}>
          <RequestEditor request={entry.request} workbench={workbench} onChange={(request) => onChange({ ...entry, request })} />
          <EvaluationView text={workbench.content.text} request={entry.request} spotlight={workbench.spotlight} />
        </div>
      )}
    </li>
  );
}

function Sign({ verdict }: { verdict: Verdict }) {
  const styles = useStyles();
  if (verdict.state === "running") return <Spinner size="extra-tiny" aria-label="running" />;
  if (verdict.state === "failed") return <ErrorCircleRegular className={styles.bad} fontSize={20} aria-label="failed" />;
  return verdict.state === "as-expected" ? (
    <CheckmarkCircleFilled className={styles.good} fontSize={20} aria-label="as expected" />
  ) : (
    <DismissCircleFilled className={styles.bad} fontSize={20} aria-label="not as expected" />
  );
}

const expectations: readonly Truth[] = ["true", "false", "unknown"];

function Expectation({ value, name, onChange }: { value: Truth; name: string; onChange: (value: Truth) => void }) {
  const styles = useStyles();
  return (
    <Dropdown
      size="small"
      className={styles.expect}
      aria-label={`Expectation of ${name}`}
      value={requestWords[value]}
      selectedOptions={[value]}
      onOptionSelect={(_, { optionValue }) => {
        const chosen = expectations.find((expectation) => expectation === optionValue);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {expectations.map((expectation) => (
        <Option key={expectation} value={expectation}>
          {requestWords[expectation]}
        </Option>
      ))}
    </Dropdown>
  );
}
