import { Button, Dropdown, makeStyles, MessageBar, MessageBarBody, Option, tokens } from "@fluentui/react-components";
import { SearchRegular } from "@fluentui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Failure } from "../../../../components/Failure";
import { useHost } from "../../../../host/context";
import type { BenchCase } from "../../../../host/generated/BenchCase";
import type { Workbench } from "../../workbench";
import { PickOrType } from "../shared/PickOrType";
import { newCase } from "./benchCases";
import { requestInWords } from "./delegationRequests";

const useStyles = makeStyles({
  claim: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  line: { display: "flex", alignItems: "center", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  narrow: { minWidth: "104px" },
  role: { width: "180px" },
});

const kinds = [
  { value: "", text: "any principal" },
  { value: "User", text: "a user" },
  { value: "Group", text: "a group" },
  { value: "ServicePrincipal", text: "a service principal" },
] as const;

interface ClaimCheckProps {
  workbench: Workbench;
  onFound: (found: BenchCase) => void;
}

/** A claim about all requests, and the one request that breaks it. The answer is exact: none found means there is none. */
export function ClaimCheck({ workbench, onFound }: ClaimCheckProps) {
  const styles = useStyles();
  const host = useHost();
  const { content, catalogue } = workbench;
  const [role, setRole] = useState("");
  const [kind, setKind] = useState<string>("");
  const [claim, setClaim] = useState<"allowed" | "refused">("refused");
  const key = JSON.stringify([content.text, role, kind, claim]);
  const search = useMutation({
    mutationFn: async () => {
      const want = claim === "refused" ? "allowed" : "refused";
      const asked = { text: content.text, want, role: role || null, principal_type: kind || null } as const;
      return { key, request: await host.findCounterexample(asked) };
    },
    onSuccess: ({ request }) => {
      if (request === null) return;
      const name = requestInWords(request, { catalogue, principals: content.principal_names });
      onFound(newCase(content.bench, name, request, claim === "refused" ? "false" : "true"));
    },
  });
  const answer = search.data?.key === key ? search.data : null;
  const roles = [{ value: "", text: "any role" }, ...catalogue.roles.map(({ id, name }) => ({ value: id, text: name }))];
  return (
    <section className={styles.claim} aria-label="Find a counterexample">
      <div className={styles.line}>
        <span>Requests for</span>
        <PickOrType className={styles.role} label="Role of the claim" value={role} options={roles} onChange={setRole} />
        <span>and</span>
        <Dropdown
          size="small"
          className={styles.narrow}
          aria-label="Principal of the claim"
          value={kinds.find(({ value }) => value === kind)?.text ?? ""}
          selectedOptions={[kind]}
          onOptionSelect={(_, { optionValue }) => setKind(optionValue ?? "")}
        >
          {kinds.map(({ value, text }) => (
            <Option key={value} value={value}>
              {text}
            </Option>
          ))}
        </Dropdown>
        <span>are always</span>
        <Dropdown
          size="small"
          className={styles.narrow}
          aria-label="What the claim says"
          value={claim}
          selectedOptions={[claim]}
          onOptionSelect={(_, { optionValue }) => setClaim(optionValue === "allowed" ? "allowed" : "refused")}
        >
          <Option value="refused">refused</Option>
          <Option value="allowed">allowed</Option>
        </Dropdown>
        <Button size="small" icon={<SearchRegular />} disabledFocusable={search.isPending} onClick={() => search.mutate()}>
          Find a counterexample
        </Button>
      </div>
      {search.isError && <Failure what="No answer to the claim" error={search.error} retry={() => search.mutate()} />}
      {answer !== null && (
        <MessageBar intent={answer.request === null ? "success" : "warning"}>
          <MessageBarBody>
            {answer.request === null
              ? "The claim holds: no request breaks it."
              : "The claim does not hold. The request that breaks it is on the bench."}
          </MessageBarBody>
        </MessageBar>
      )}
    </section>
  );
}
