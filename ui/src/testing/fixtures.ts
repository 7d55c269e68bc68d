import type { Analysis } from "../host/generated/Analysis";
import type { Catalogue } from "../host/generated/Catalogue";
import type { Clause } from "../host/generated/Clause";
import type { Node as ModelNode } from "../host/generated/Node";
import type { OperatorChoice } from "../host/generated/OperatorChoice";
import type { Span } from "../host/generated/Span";
import type { ValueView } from "../host/generated/ValueView";

const readerId = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const acrPullId = "7f951dda-4ed3-4680-a7ca-43fe172d538d";

/** The portal's "constrain roles and principal types" for Reader and AcrPull to service principals; documented text. */
export const portalText = `(
 (
  !(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})
 )
 OR 
 (
  @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${readerId}, ${acrPullId}}
  AND
  @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}
 )
)
AND
(
 (
  !(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})
 )
 OR 
 (
  @Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${readerId}, ${acrPullId}}
  AND
  @Resource[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}
 )
)`;

/** The span of the `nth` occurrence of `part` in `text` (ASCII texts only, so that bytes and code units agree). */
export function spanOf(text: string, part: string, nth = 0): Span {
  let from = text.indexOf(part);
  for (let passed = 0; passed < nth; passed += 1) from = text.indexOf(part, from + 1);
  if (from < 0) throw new Error(`fixture: ${part} is not in the text`);
  const before = text.slice(0, from).split("\n");
  const to = from + part.length;
  return { start: from, end: to, line: before.length, column: (before.at(-1) ?? "").length + 1, from, to };
}

const guidOperators: OperatorChoice[] = [
  { name: "ForAnyOfAnyValues:GuidEquals", words: "is one of", takes_set: true },
  { name: "ForAnyOfAllValues:GuidNotEquals", words: "is none of", takes_set: true },
  { name: "GuidEquals", words: "is", takes_set: false },
];
const typeOperators: OperatorChoice[] = [
  { name: "ForAnyOfAnyValues:StringEqualsIgnoreCase", words: "is one of", takes_set: true },
  { name: "ForAnyOfAllValues:StringNotEqualsIgnoreCase", words: "is none of", takes_set: true },
];

function row(source: string, name: string, operators: OperatorChoice[], items: ValueView[], set: string, id: number): ModelNode {
  const attribute = `@${source}[Microsoft.Authorization/roleAssignments:${name}]`;
  const operator = operators[0]!;
  const whole = `${attribute} ${operator.name} ${set}`;
  return {
    type: "comparison",
    id,
    span: spanOf(portalText, whole),
    negated: false,
    left: {
      type: "attribute",
      attribute: {
        span: spanOf(portalText, attribute),
        source,
        text: `Microsoft.Authorization/roleAssignments:${name}`,
        id: `${source}:Microsoft.Authorization/roleAssignments:${name}`,
        title: name === "PrincipalType" ? "Principal type" : "Role definition ID",
        key: null,
      },
    },
    operator: { span: spanOf(portalText, operator.name), name: operator.name, words: operator.words, choices: operators },
    right: { type: "set", span: spanOf(portalText, set), items },
  };
}

function value(text: string, kind: ValueView["kind"], label: string | null): ValueView {
  return { span: spanOf(portalText, text), text, kind, value: text.replaceAll("'", ""), label, privileged: null };
}

function clause(source: "Request" | "Resource", verb: "write" | "delete", id: number, sameAs: number | null): Clause {
  const test = `ActionMatches{'Microsoft.Authorization/roleAssignments/${verb}'}`;
  const roles = row(
    source,
    "RoleDefinitionId",
    guidOperators,
    [value(readerId, "guid", "Reader"), value(acrPullId, "guid", "AcrPull")],
    `{${readerId}, ${acrPullId}}`,
    id + 3,
  );
  const kinds = row(source, "PrincipalType", typeOperators, [value("'ServicePrincipal'", "string", null)], "{'ServicePrincipal'}", id + 4);
  return {
    id,
    span: spanOf(portalText, portalText.split("\nAND\n(\n (").map((half, index) => (index === 0 ? half : `(\n (${half}`))[verb === "write" ? 0 : 1] ?? ""),
    kind: "guarded",
    title: verb === "write" ? "When assigning roles (write)" : "When removing roles (delete)",
    actions: [
      {
        id: id + 1,
        span: spanOf(portalText, test),
        action: `Microsoft.Authorization/roleAssignments/${verb}`,
        title: verb === "write" ? "Add or update role assignments" : "Delete a role assignment",
        suboperation: null,
        suboperation_negated: false,
      },
    ],
    expression: {
      type: "group",
      id: id + 2,
      span: { ...roles.span, end: kinds.span.end, to: kinds.span.to },
      connector: "and",
      negated: false,
      parenthesized: true,
      children: [roles, kinds],
    },
    available_attributes: [
      `${source}:Microsoft.Authorization/roleAssignments:RoleDefinitionId`,
      `${source}:Microsoft.Authorization/roleAssignments:PrincipalType`,
      `${source}:Microsoft.Authorization/roleAssignments:PrincipalId`,
    ],
    same_as: sameAs,
  };
}

/** What the engine says about `portalText`. */
export const portalAnalysis: Analysis = {
  dialect: "v2",
  size: portalText.length,
  size_limit: 8192,
  diagnostics: [],
  not_checked: [{ code: "L21", rule: "action-not-in-role", needs: "no role chosen" }],
  model: { editable: true, clauses: [clause("Request", "write", 1, 11), clause("Resource", "delete", 11, 1)] },
  meaning: [
    { depth: 0, text: "When assigning a role, all of these must hold:", span: spanOf(portalText, "ActionMatches") },
    { depth: 1, text: "the role is Reader or AcrPull", span: spanOf(portalText, "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]") },
    { depth: 1, text: "the principal is a service principal", span: spanOf(portalText, "@Request[Microsoft.Authorization/roleAssignments:PrincipalType]") },
  ],
  grid: {
    summary: "May assign 2 roles to service principals only; may not remove anything else; cannot reach Owner.",
    columns: [
      { principal_type: "User", principal_id: null, label: "User" },
      { principal_type: "Group", principal_id: null, label: "Group" },
      { principal_type: "ServicePrincipal", principal_id: null, label: "Service principal" },
    ],
    rows: [
      { role_id: readerId, label: "Reader", group: "in-condition", privileged: null, cells: cells("true") },
      { role_id: acrPullId, label: "AcrPull", group: "in-condition", privileged: null, cells: cells("true") },
      {
        role_id: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
        label: "Owner",
        group: "privileged",
        privileged: "can assign roles",
        cells: cells("false"),
      },
      { role_id: "*", label: "Any other role", group: "any-other", privileged: null, cells: cells("false") },
    ],
    readings_differ: false,
  },
  template: {
    name: "constrain-roles-and-principal-types",
    roles: [readerId, acrPullId],
    principal_types: ["ServicePrincipal"],
    principals: [],
    pairs: [],
  },
};

function cells(servicePrincipal: "true" | "false") {
  return [
    { write: "false" as const, delete: "false" as const },
    { write: "false" as const, delete: "false" as const },
    { write: servicePrincipal, delete: servicePrincipal },
  ];
}

/** An analysis of an empty text. */
export const emptyAnalysis: Analysis = {
  dialect: "v2",
  size: 0,
  size_limit: 8192,
  diagnostics: [],
  not_checked: [],
  model: { editable: true, clauses: [] },
  meaning: [],
  grid: null,
  template: null,
};

function delegation(source: string, name: string, title: string, valueType: string, operators: OperatorChoice[], values: string[] = []) {
  const text = `Microsoft.Authorization/roleAssignments:${name}`;
  return {
    id: `${source}:${text}`,
    source,
    text,
    title,
    description: `The ${title.toLowerCase()} of the role assignment`,
    value_type: valueType,
    values,
    operators,
    exists: false,
    comparable: [],
  };
}

const kinds = ["User", "Group", "ServicePrincipal"];

/** A small catalogue. */
export const smallCatalogue: Catalogue = {
  roles: [
    { id: readerId, name: "Reader", category: "General", description: "View all resources", custom: false, privileged: null },
    { id: acrPullId, name: "AcrPull", category: "Containers", description: "Pull artifacts from a registry", custom: false, privileged: null },
    {
      id: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
      name: "Owner",
      category: "Privileged",
      description: "Full access, with assigning roles",
      custom: false,
      privileged: "can assign roles",
    },
  ],
  actions: [
    {
      action: "Microsoft.Authorization/roleAssignments/write",
      suboperation: null,
      suboperation_negated: false,
      title: "Add or update role assignments",
      service: "Delegation",
    },
    {
      action: "Microsoft.Authorization/roleAssignments/delete",
      suboperation: null,
      suboperation_negated: false,
      title: "Delete a role assignment",
      service: "Delegation",
    },
    {
      action: "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
      suboperation: "Blob.List",
      suboperation_negated: true,
      title: "Read a blob",
      service: "Blob storage",
    },
  ],
  attributes: ["Request", "Resource"].flatMap((source) => [
    delegation(source, "RoleDefinitionId", "Role definition ID", "role", guidOperators),
    delegation(source, "PrincipalType", "Principal type", "principal-type", typeOperators, kinds),
    delegation(source, "PrincipalId", "Principal ID", "principal", guidOperators),
  ]),
  templates: [
    {
      name: "constrain-roles",
      title: "Constrain roles",
      description: "Allow only the roles you select",
      portal: true,
      needs_roles: true,
      needs_principals: false,
      needs_principal_types: false,
      needs_pairs: false,
    },
    {
      name: "constrain-roles-and-principal-types",
      title: "Constrain roles and principal types",
      description: "Allow only the roles and the principal types you select",
      portal: true,
      needs_roles: true,
      needs_principals: false,
      needs_principal_types: true,
      needs_pairs: false,
    },
  ],
};
