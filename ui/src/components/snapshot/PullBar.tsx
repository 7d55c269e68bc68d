import { Caption1, ProgressBar } from "@fluentui/react-components";
import type { PullProgress } from "../../host/generated/PullProgress";
import { pullWords } from "./pullWords";

/** A pull as a bar with its numbers. */
export function PullBar({ pull }: { pull: PullProgress }) {
  const words = pullWords(pull);
  return (
    <span style={{ display: "grid", gap: 2 }}>
      <ProgressBar {...(pull.fraction === null ? {} : { value: pull.fraction })} aria-label={`Reading ${pull.tenant}`} aria-valuetext={words} />
      <Caption1>{words}</Caption1>
    </span>
  );
}
