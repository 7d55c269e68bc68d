import { Body1Strong, Button, makeStyles, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { useHost } from "../../../../host/context";
import type { BenchCase } from "../../../../host/generated/BenchCase";
import { evaluationQuery } from "../../../../host/queries";
import type { Workbench } from "../../workbench";
import { Empty } from "../shared/Empty";
import { BenchRow } from "./BenchRow";
import { newCase, verdict } from "./benchCases";
import { ClaimCheck } from "./ClaimCheck";
import { blankRequest, requestInWords, requestOf } from "./delegationRequests";

const useStyles = makeStyles({
  bench: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, minHeight: 0, height: "100%", overflowY: "auto" },
  bar: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM },
  count: { flexGrow: 1 },
  list: { listStyleType: "none", margin: 0, padding: 0, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
});

/** Named requests with what is expected of them, run at every change; they are saved with the draft. */
export function Bench({ workbench }: { workbench: Workbench }) {
  const styles = useStyles();
  const host = useHost();
  const { content, actions, catalogue } = workbench;
  const { bench, text } = content;
  const [open, setOpen] = useState<number | null>(null);
  const runs = useQueries({
    queries: bench.map((entry) => ({ ...evaluationQuery(host, text, entry.request), placeholderData: keepPreviousData })),
  });
  const verdicts = bench.map((entry, index) => verdict(entry.expect, runs[index]?.data?.result, runs[index]?.isError ?? false));
  const good = verdicts.filter(({ state }) => state === "as-expected").length;
  const names = { catalogue, principals: content.principal_names };

  const change = (cases: BenchCase[]) => actions.changeContent({ bench: cases });
  const append = (added: BenchCase) => {
    change([...bench, added]);
    setOpen(bench.length);
  };
  const addRequest = () => {
    const request = firstRequest(workbench);
    append(newCase(bench, requestInWords(request, names), request, "true"));
  };
  return (
    <div className={styles.bench}>
      <ClaimCheck workbench={workbench} onFound={append} />
      <div className={styles.bar}>
        <Body1Strong className={styles.count} aria-live="polite">
          {bench.length === 0 ? "No requests yet" : `${good} of ${bench.length} as expected`}
        </Body1Strong>
        <Button size="small" icon={<AddRegular />} onClick={addRequest}>
          Add request
        </Button>
      </div>
      {bench.length === 0 ? (
        <Empty title="Keep what must stay true">
          Add a request and say whether it must be allowed or refused. Each is tried again at every change, and the list is
          saved with the draft.
        </Empty>
      ) : (
        <ul className={styles.list} aria-label="Requests on the bench">
          {bench.map((entry, index) => (
            <BenchRow
              key={index}
              entry={entry}
              verdict={verdicts[index] ?? verdict(entry.expect, undefined, false)}
              workbench={workbench}
              open={open === index}
              onOpen={(opened) => setOpen(opened ? index : null)}
              onChange={(changed) => change(bench.with(index, changed))}
              onRemove={() => {
                setOpen(null);
                change(bench.toSpliced(index, 1));
              }}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

/** Something near to what the condition is about, to be changed. */
function firstRequest({ analysis, analysedText }: Workbench) {
  const row = analysis?.grid?.rows[0];
  const column = analysis?.grid?.columns[0];
  if (row !== undefined && column !== undefined) return requestOf("write", row, column, analysedText);
  const target = analysis?.model.clauses.flatMap(({ actions }) => actions)[0];
  const suboperation = target === undefined || target.suboperation_negated ? null : target.suboperation;
  return { ...blankRequest(), action: target?.action ?? null, suboperation };
}
