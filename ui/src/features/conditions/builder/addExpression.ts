import type { ModelEdit } from "../../../host/generated/ModelEdit";
import type { VisualModel } from "../../../host/generated/VisualModel";
import type { NewExpression } from "../pickers/AddExpression";
import type { BuilderApi } from "./context";
import { homeOf } from "./edits";
import { childPath, childrenOf, nodeAt, partAt, type Path } from "./path";

function addition(model: VisualModel, home: Path, expression: NewExpression): ModelEdit | null {
  const parent = partAt(model, home)?.id;
  if (parent === undefined) return null;
  const { attribute } = expression;
  return expression.kind === "exists"
    ? { type: "add-exists", parent, after: null, attribute, negated: expression.negated }
    : { type: "add-comparison", parent, after: null, attribute, operator: expression.operator, values: expression.values, right: expression.right };
}

/** Writes a new expression at the end of a group or clause; as an alternative it makes an any-of group with the last row. */
export async function addExpression(builder: BuilderApi, home: Path, alternative: boolean, expression: NewExpression): Promise<void> {
  await builder.edit((model) => addition(model, home, expression));
  // A clause's single expression becomes a group when a second one comes: the home moves one level down.
  const grown = homeOf(builder.model(), home);
  const rows = childrenOf(partAt(builder.model(), grown) ?? { type: "code", id: 0, span: { start: 0, end: 0, line: 1, column: 1, from: 0, to: 0 }, text: "", why: "" });
  const last = childPath(grown, rows.length - 1);
  if (!alternative || rows.length < 2) {
    await builder.edit(() => null, last);
    return;
  }
  if (rows.length > 2) {
    const [first, second] = [rows.at(-2), rows.at(-1)];
    if (first === undefined || second === undefined) return;
    await builder.edit(() => ({ type: "group", nodes: [first.id, second.id] }));
  }
  const group = rows.length > 2 ? childPath(grown, rows.length - 2) : grown;
  await builder.edit((model) => {
    const node = nodeAt(model, group);
    return node?.type === "group" && node.connector === "and" ? { type: "set-connector", group: node.id, connector: "or" } : null;
  }, group);
}
