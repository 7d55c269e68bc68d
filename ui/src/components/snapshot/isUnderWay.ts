import type { PullProgress } from "../../host/generated/PullProgress";

/** Whether a pull still does something. */
export function isUnderWay({ state }: PullProgress): boolean {
  return state.kind === "running" || state.kind === "cancelling";
}
