import { makeStyles, tokens } from "@fluentui/react-components";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { Failure } from "../../../../components/Failure";
import { Waiting } from "../../../../components/Waiting";
import { useHost } from "../../../../host/context";
import { exportQuery } from "../../../../host/queries";
import type { TabProps } from "../../workbench";
import { Empty } from "../shared/Empty";
import { FormatView } from "./FormatView";
import { intentOf, missingOf } from "./intent";
import { IntentForm } from "./IntentForm";

const useStyles = makeStyles({
  tab: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, height: "100%", minHeight: 0, overflowY: "auto", padding: "12px 16px", boxSizing: "border-box" },
});

export function TakeAwayTab({ workbench }: TabProps) {
  const styles = useStyles();
  const host = useHost();
  const content = useDeferredValue(workbench.content);
  const [format, setFormat] = useState<string | null>(null);
  const intent = useMemo(() => intentOf(content), [content]);
  const missing = missingOf(intent);
  const { data, error, refetch } = useQuery({
    ...exportQuery(host, intent),
    enabled: missing.length === 0,
    placeholderData: keepPreviousData,
  });
  if (content.text.trim() === "") {
    return <Empty title="Nothing to take away yet">Write a condition first; here it becomes code for every host.</Empty>;
  }
  return (
    <div className={styles.tab}>
      <IntentForm workbench={workbench} />
      {missing.length > 0 && (
        <Empty title="Say what the role assignment is">
          To write it as code, fill in {missing.join(missing.length > 2 ? ", " : " and ")} above. What you enter is saved with the draft.
        </Empty>
      )}
      {missing.length === 0 && error !== null && (
        <Failure what="The role assignment cannot be written as code" error={error} retry={() => void refetch()} />
      )}
      {missing.length === 0 && error === null && data === undefined && <Waiting label="Writing the code" />}
      {missing.length === 0 && error === null && data !== undefined && (
        <FormatView files={data} chosen={format} onChoose={setFormat} />
      )}
    </div>
  );
}
