import type { DraftContent } from "../../../host/generated/DraftContent";
import type { ImportedAssignment } from "../../../host/generated/ImportedAssignment";

/** An assignment of which nothing is said. */
export const nothingSaid: ImportedAssignment = {
  role: null,
  principal: null,
  principal_name: null,
  principal_type: null,
  scope: null,
  description: null,
  computed: [],
};

/** The fields of a draft that a pasted role assignment fills; what it does not say stays as it is. */
export function fieldsOf(assignment: ImportedAssignment, names: DraftContent["principal_names"]): Partial<Omit<DraftContent, "text">> {
  const { role, principal, principal_name: name, principal_type, scope, description } = assignment;
  const said = Object.fromEntries(Object.entries({ role, principal, principal_type, scope, description }).filter(([, value]) => value !== null));
  return { ...said, ...(principal === null || name === null ? {} : { principal_names: { ...names, [principal]: name } }) };
}

const parts: readonly [keyof ImportedAssignment, string][] = [
  ["role", "role"],
  ["principal", "principal"],
  ["principal_type", "principal type"],
  ["scope", "scope"],
  ["description", "description"],
];

/** What comes along with the condition, in words; null for a condition alone. */
export function comesAlong(assignment: ImportedAssignment): string | null {
  const said = parts.filter(([part]) => assignment[part] !== null).map(([, word]) => word);
  return said.length === 0 ? null : `For Take away it fills in ${listed(said)}.`;
}

/** What the file computes, so that it stays empty; null where there is none. */
export function staysEmpty(assignment: ImportedAssignment): string | null {
  const computed = assignment.computed.map(({ part, text }) => `${part} (\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\`)`);
  return computed.length === 0 ? null : `Left empty, because the file computes ${computed.length === 1 ? "it" : "them"}: ${computed.join(", ")}.`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
