import type { Fix } from "../../../host/generated/Fix";

/** A safe fix keeps the meaning or mends what cannot be right; any other says that it changes the meaning. */
export function fixLabel(fix: Fix): string {
  return fix.applicability === "safe" ? `Fix: ${fix.title}` : `Changes the meaning: ${fix.title}`;
}
