import { makeStyles, tokens } from "@fluentui/react-components";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Failure } from "../../../../components/Failure";
import { Waiting } from "../../../../components/Waiting";
import { useHost } from "../../../../host/context";
import { comparisonQuery } from "../../../../host/queries";
import type { TabProps } from "../../workbench";
import { Empty } from "../shared/Empty";
import { ComparisonView } from "./ComparisonView";
import { OtherSide, type Other } from "./OtherSide";

const useStyles = makeStyles({
  tab: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    height: "100%",
    overflowY: "auto",
    padding: "12px 16px",
    boxSizing: "border-box",
  },
});

/** This draft is the left side; the right side is another draft or pasted text. */
export function CompareTab({ workbench }: TabProps) {
  const styles = useStyles();
  const host = useHost();
  const [other, setOther] = useState<Other | null>(null);
  const left = useDeferredValue(workbench.content.text);
  const right = other?.text ?? "";
  const ready = left.trim() !== "" && right.trim() !== "";
  const { data, error, refetch } = useQuery({
    ...comparisonQuery(host, left, right),
    enabled: ready,
    placeholderData: keepPreviousData,
  });
  return (
    <div className={styles.tab}>
      <OtherSide draftId={workbench.draftId} onOther={setOther} />
      {ready && error !== null && (
        <Failure what="The conditions could not be compared" error={error} retry={() => void refetch()} />
      )}
      {ready && error === null && data === undefined && <Waiting label="Comparing" />}
      {ready && error === null && data !== undefined && other !== null && (
        <ComparisonView comparison={data} left={workbench.draftName} right={other.name} workbench={workbench} />
      )}
      {!ready && (
        <Empty title={left.trim() === "" ? "This draft is empty" : "Choose what to compare with"}>
          {left.trim() === ""
            ? "Write a condition first; then its difference to another can be shown."
            : "You will see whether the two allow the same, and if not, a request that tells them apart in each direction."}
        </Empty>
      )}
    </div>
  );
}
