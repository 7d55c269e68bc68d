import type { ModelEdit } from "../../../host/generated/ModelEdit";
import type { VisualModel } from "../../../host/generated/VisualModel";
import { moveBy, moveTo, type Moved } from "./edits";
import { childPath, childrenOf, indexIn, nodeAt, parentPath, partAt, type Path } from "./path";

/** One step up or down: past a neighbour, out of the group at its border, into the next clause at that of its own. */
export function step(model: VisualModel, path: Path, by: -1 | 1): Moved | null {
  const parent = parentPath(path);
  if (parent === null) return moveClause(model, path, indexIn(path) + by);
  const past = moveBy(model, path, by);
  if (past !== null) return past;
  const around = parentPath(parent);
  // Only a group within a group has an outside in its clause.
  if (around?.includes(".") === true) return moveTo(model, path, around, indexIn(parent) + (by > 0 ? 1 : 0));
  return moveToClause(model, path, clauseIndex(path) + by, by > 0 ? "first" : "last");
}

export function clauseIndex(path: Path): number {
  return Number(path.split(".")[0]);
}

/** Makes the clause number `index`. */
export function moveClause(model: VisualModel, path: Path, index: number): Moved | null {
  const clause = model.clauses[Number(path)];
  if (clause === undefined || index < 0 || index >= model.clauses.length || index === Number(path)) return null;
  return { edit: { type: "move-clause", clause: clause.id, index }, path: String(index) };
}

/** Makes a row or group the first or last of another clause's rows. */
export function moveToClause(model: VisualModel, path: Path, target: number, end: "first" | "last"): Moved | null {
  const own = clauseIndex(path);
  const node = nodeAt(model, path);
  const clause = model.clauses[target];
  if (node === undefined || clause === undefined || clause.kind === "code" || target === own) return null;
  const { expression } = clause;
  const joins = expression?.type === "group" && !expression.negated;
  const home = joins ? expression : clause;
  const index = end === "first" ? 0 : childrenOf(home).length;
  const edit: ModelEdit = { type: "move", node: node.id, parent: home.id, index };
  // With its last row a clause goes, and those behind it move up.
  const place = path === childPath(String(own), 0) && own < target ? target - 1 : target;
  const rows = childPath(String(place), 0);
  // A lone row becomes a group with the one that comes.
  return { edit, path: expression === null ? rows : childPath(rows, index) };
}

/** Whether the part can go one step up or down. */
export function canStep(model: VisualModel, path: Path, by: -1 | 1): boolean {
  return partAt(model, path) !== undefined && step(model, path, by) !== null;
}
