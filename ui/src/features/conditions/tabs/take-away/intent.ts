import type { DraftContent } from "../../../../host/generated/DraftContent";
import type { Intent } from "../../../../host/generated/Intent";

export function intentOf(content: DraftContent): Intent {
  return {
    condition: content.text,
    role: content.role ?? "",
    principal: content.principal ?? "",
    principal_type: content.principal_type ?? "",
    scope: content.scope ?? "",
    description: content.description,
  };
}

/** The parts that no code can be written without, in the words of the form. */
export function missingOf({ role, principal, principal_type: kind, scope }: Intent): string[] {
  const parts: [string, string][] = [
    ["the role", role],
    ["the principal", principal],
    ["the principal type", kind],
    ["the scope", scope],
  ];
  return parts.filter(([, value]) => value.trim() === "").map(([name]) => name);
}
