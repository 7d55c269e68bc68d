import { makeStyles, MessageBar, MessageBarBody, tokens } from "@fluentui/react-components";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Failure } from "../../../../components/Failure";
import { Waiting } from "../../../../components/Waiting";
import { useHost } from "../../../../host/context";
import type { Request } from "../../../../host/generated/Request";
import { evaluationQuery } from "../../../../host/queries";
import type { Spotlight } from "../../spotlight";
import { requestWords, TruthMark } from "../shared/TruthMark";
import { Words } from "../../../../components/Words";
import { EvaluationTree } from "./EvaluationTree";

const useStyles = makeStyles({
  view: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, minWidth: 0 },
  answer: { display: "flex", alignItems: "flex-start", gap: tokens.spacingHorizontalS },
  because: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
});

/** The answer for one request, why, and the value at every part. */
export function EvaluationView({ text, request, spotlight }: { text: string; request: Request; spotlight: Spotlight }) {
  const styles = useStyles();
  const host = useHost();
  const { data, error, refetch } = useQuery({ ...evaluationQuery(host, text, request), placeholderData: keepPreviousData });
  useEffect(() => () => spotlight.point(null), [spotlight]);
  if (error !== null) {
    return <Failure what="The request could not be evaluated" error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <Waiting label="Evaluating" />;
  const { result, because, left_to_right: otherReading, tree } = data;
  return (
    <div className={styles.view}>
      <div className={styles.answer}>
        <TruthMark value={result} words={requestWords} worded />
        {because.length === 1 && (
          <span>
            <Words text={because[0] ?? ""} />
          </span>
        )}
      </div>
      {because.length > 1 && (
        <ul className={styles.because}>
          {because.map((reason) => (
            <li key={reason}>
              <Words text={reason} />
            </li>
          ))}
        </ul>
      )}
      {otherReading !== null && otherReading !== result && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            Read from left to right, this request is {requestWords[otherReading]}. AND and OR stand at one level without
            parentheses, and Azure does not say which it reads first; add parentheses.
          </MessageBarBody>
        </MessageBar>
      )}
      {tree !== null && <EvaluationTree root={tree} spotlight={spotlight} />}
    </div>
  );
}
