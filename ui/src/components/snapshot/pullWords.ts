import type { PullProgress } from "../../host/generated/PullProgress";
import { durationOf } from "../time";
import { stageWords } from "./stageWords";

/** `62 % (role assignments, 8,200/s, 40 s left)` */
export function pullWords({ state, stage, stage_number, stages, done, total, rate, seconds_left, fraction, waiting }: PullProgress): string {
  if (state.kind === "cancelling") return "cancelling; what was read is kept";
  const share = fraction === null ? `step ${stage_number} of ${stages}` : `${Math.floor(fraction * 100)} %`;
  const rows = `${done.toLocaleString("en")}${total === null ? "" : ` of ${total.toLocaleString("en")}`} ${stageWords[stage]}`;
  const facts = [rows, ...(rate >= 1 ? [`${Math.round(rate).toLocaleString("en")}/s`] : []), ...(seconds_left === null ? [] : [`${durationOf(seconds_left)} left`]), ...(waiting === null ? [] : [waiting])];
  return `${share} (${facts.join(", ")})`;
}
