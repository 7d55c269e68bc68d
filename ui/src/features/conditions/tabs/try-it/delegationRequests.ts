import type { AttributeValue } from "../../../../host/generated/AttributeValue";
import type { Catalogue } from "../../../../host/generated/Catalogue";
import type { GridColumn } from "../../../../host/generated/GridColumn";
import type { GridRow } from "../../../../host/generated/GridRow";
import type { Request } from "../../../../host/generated/Request";

// The requests that grid cells stand for, and requests in words. Azure: <https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes>

export type Act = "write" | "delete";

const assignments = "Microsoft.Authorization/roleAssignments";
const actOf: Readonly<Record<string, Act | undefined>> = {
  [`${assignments}/write`.toLowerCase()]: "write",
  [`${assignments}/delete`.toLowerCase()]: "delete",
};

export function blankRequest(): Request {
  return { action: null, suboperation: null, request: {}, resource: {}, principal: {}, environment: {} };
}

/** An object id that the text does not name, to stand for any other principal. */
function unnamedId(text: string): string {
  const taken = text.toLowerCase().replaceAll("-", "");
  for (let number = 1; ; number += 1) {
    const digits = number.toString(16).padStart(12, "0");
    if (!taken.includes(`${"0".repeat(20)}${digits}`)) return `00000000-0000-0000-0000-${digits}`;
  }
}

export function requestOf(act: Act, row: GridRow, column: GridColumn, text: string): Request {
  const attributes = {
    [`${assignments}:RoleDefinitionId`]: row.role_id,
    [`${assignments}:PrincipalId`]: column.principal_id ?? unnamedId(text),
    [`${assignments}:PrincipalType`]: column.principal_type,
  };
  const blank = { ...blankRequest(), action: `${assignments}/${act}` };
  return act === "write" ? { ...blank, request: attributes } : { ...blank, resource: attributes };
}

export const verbs: Readonly<Record<Act, string>> = { write: "Assign", delete: "Remove" };

const kindWords: Readonly<Record<string, string>> = {
  user: "a user",
  group: "a group",
  serviceprincipal: "a service principal",
};

export interface Names {
  catalogue: Catalogue;
  principals: Readonly<Record<string, string | undefined>>;
}

function attribute(values: Readonly<Record<string, AttributeValue | undefined>>, name: string): string | null {
  const wanted = `${assignments}:${name}`.toLowerCase();
  const found = Object.entries(values).find(([key]) => key.toLowerCase() === wanted)?.[1];
  return found === undefined || Array.isArray(found) ? null : String(found);
}

/** `Assign Reader to a service principal`, or the action's name where it is no role assignment. */
export function requestInWords(request: Request, { catalogue, principals }: Names): string {
  const action = request.action;
  if (action === null) return "Request without an action";
  const act = actOf[action.toLowerCase()];
  if (act === undefined) {
    const same = (entry: { action: string; suboperation: string | null; suboperation_negated: boolean }) =>
      entry.action.toLowerCase() === action.toLowerCase() && (entry.suboperation_negated ? null : entry.suboperation) === request.suboperation;
    return catalogue.actions.find(same)?.title ?? action;
  }
  const values = act === "write" ? request.request : request.resource;
  const role = attribute(values, "RoleDefinitionId");
  const kind = attribute(values, "PrincipalType");
  const principal = attribute(values, "PrincipalId");
  const roleName = catalogue.roles.find(({ id }) => id.toLowerCase() === role?.toLowerCase())?.name;
  const roleWords = roleName ?? (role === null ? "a role" : "another role");
  const principalName = principal === null ? undefined : principals[principal.toLowerCase()] ?? principals[principal];
  const who = principalName ?? kindWords[kind?.toLowerCase() ?? ""] ?? "a principal";
  return act === "write" ? `Assign ${roleWords} to ${who}` : `Remove ${roleWords} from ${who}`;
}
