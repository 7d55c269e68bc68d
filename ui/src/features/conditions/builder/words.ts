import type { Clause } from "../../../host/generated/Clause";
import type { Node as ModelNode } from "../../../host/generated/Node";
import type { Operand } from "../../../host/generated/Operand";
import type { ValueView } from "../../../host/generated/ValueView";

type Names = Readonly<Record<string, string | undefined>>;

const guid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return guid.test(text);
}

/** One spelling for ids that are the same to Azure. */
export function idKey(id: string): string {
  return id.replaceAll("-", "").toLowerCase();
}

/** Ids are shortened in the middle; whole in the tooltip. */
export function shortened(id: string): string {
  return isGuid(id) ? `${id.slice(0, 8)}…${id.slice(-4)}` : id;
}

/** How a value is called: its name where known, else the value. */
export function nameOf(value: ValueView, names: Names): string {
  return value.label ?? (value.kind === "guid" ? names[value.value] : undefined) ?? (value.kind === "string" ? spaced(value.value) : value.value);
}

/** `ServicePrincipal` is shown as Azure's portal shows it. */
function spaced(value: string): string {
  return value === "ServicePrincipal" ? "Service principal" : value === "" ? "(empty)" : value;
}

function operandWords(operand: Operand, names: Names): string {
  switch (operand.type) {
    case "attribute":
      return operand.attribute.title;
    case "value":
      return nameOf(operand.value, names);
    case "set":
      return operand.items.length === 0 ? "nothing yet" : operand.items.map((item) => nameOf(item, names)).join(", ");
    case "code":
      return operand.text;
  }
}

/** The row in one sentence, for those who hear it. */
export function rowWords(node: ModelNode, names: Names): string {
  const not = node.type !== "code" && node.negated ? "not: " : "";
  switch (node.type) {
    case "group":
      return `${not}${connectorWords(node.connector)}, ${node.children.length} rows`;
    case "comparison":
      return `${not}${operandWords(node.left, names)} ${node.operator.words} ${operandWords(node.right, names)}`;
    case "exists":
      return `${node.attribute.title} ${node.negated ? "does not exist" : "exists"}`;
    case "action":
      return `${not}the ${node.suboperation ? "suboperation" : "action"} is ${node.value}`;
    case "code":
      return `code: ${node.text}`;
  }
}

export function clauseWords(clause: Clause): string {
  return `Clause: ${clause.title}`;
}

export function connectorWords(connector: "and" | "or"): string {
  return connector === "and" ? "all of" : "any of";
}
