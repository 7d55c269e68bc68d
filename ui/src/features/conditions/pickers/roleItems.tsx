import { tokens } from "@fluentui/react-components";
import { QuestionCircleRegular, ShieldErrorRegular } from "@fluentui/react-icons";
import type { RoleEntry } from "../../../host/generated/RoleEntry";
import type { SearchItem } from "../../../components/SearchList";
import { idKey, isGuid } from "../builder/words";

/** Roles as a list to search: by name, id, category and description. */
export function roleItems(roles: readonly RoleEntry[]): SearchItem[] {
  return roles
    .map((role) => ({
      key: role.id,
      title: role.name,
      detail: role.privileged === null ? role.id : `${role.id} · privileged: ${role.privileged}`,
      mark: role.privileged === null ? undefined : <ShieldErrorRegular color={tokens.colorStatusDangerForeground1} aria-label="privileged" />,
      note: role.custom ? "custom" : undefined,
      group: role.category,
      words: `${role.description} ${role.custom ? "custom" : "built-in"} ${idKey(role.id)}`,
    }))
    .toSorted((a, b) => a.group.localeCompare(b.group) || a.title.localeCompare(b.title));
}

/** What a pasted text means as a role: an id that is not in the catalogue is taken as it is. */
export function typedRole(roles: readonly RoleEntry[], query: string): SearchItem | null {
  if (!isGuid(query)) return null;
  const known = roles.find((role) => idKey(role.id) === idKey(query));
  if (known !== undefined) return null;
  return { key: query, title: query, detail: "not in the catalogue; kept as it is", mark: <QuestionCircleRegular /> };
}

/** Ids of every role that a pasted list names, by id or by name; null unless it names at least two. */
export function pastedRoles(roles: readonly RoleEntry[], text: string): string[] | null {
  const parts = text
    .split(/[,;\n\r\t{}]+/)
    .map((part) => part.trim().replaceAll(/^['"]|['"]$/g, ""))
    .filter(Boolean);
  if (parts.length < 2) return null;
  const ids = parts.map((part) =>
    isGuid(part) ? part : roles.find((role) => role.name.toLowerCase() === part.toLowerCase())?.id,
  );
  return ids.every((id) => id !== undefined) ? ids : null;
}
