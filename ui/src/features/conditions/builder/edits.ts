import type { ModelEdit } from "../../../host/generated/ModelEdit";
import type { VisualModel } from "../../../host/generated/VisualModel";
import { childrenOf, childPath, indexIn, nodeAt, parentPath, partAt, type Path } from "./path";

type Edit = ModelEdit | null;

/** Edits of the part at a path, for the model that is current when the edit's turn comes; null where it makes no sense. */
function withId(model: VisualModel, path: Path | null, make: (id: number) => Edit): Edit {
  const part = path === null ? undefined : partAt(model, path);
  return part === undefined ? null : make(part.id);
}

export function removePart(model: VisualModel, path: Path): Edit {
  return withId(model, path, (node) => ({ type: "remove", node }));
}

export function removeValue(model: VisualModel, path: Path, index: number): Edit {
  return withId(model, path, (node) => ({ type: "remove-value", node, index }));
}

export function addValue(model: VisualModel, path: Path, value: string): Edit {
  return withId(model, path, (node) => ({ type: "add-value", node, value }));
}

export function setValues(model: VisualModel, path: Path, values: string[]): Edit {
  return withId(model, path, (node) => ({ type: "set-values", node, values }));
}

export function negate(model: VisualModel, path: Path): Edit {
  const node = nodeAt(model, path);
  return node === undefined || node.type === "code" ? null : { type: "set-negated", node: node.id, negated: !node.negated };
}

export function toggleConnector(model: VisualModel, path: Path): Edit {
  const node = nodeAt(model, path);
  return node?.type === "group" ? { type: "set-connector", group: node.id, connector: node.connector === "and" ? "or" : "and" } : null;
}

/** The parent that rows can be added to: the group or clause itself, or the one around a row. */
export function homeOf(model: VisualModel, path: Path): Path {
  const part = partAt(model, path);
  const parent = parentPath(path);
  if (part === undefined) return path;
  if ("kind" in part) return part.expression?.type === "group" ? childPath(path, 0) : path;
  if (parent === null) return path;
  return part.type === "group" ? path : parent;
}

/** The row with its next sibling, or with the one before if it is the last. */
export function groupWithNeighbour(model: VisualModel, path: Path): Edit {
  const parent = parentPath(path);
  const siblings = parent === null ? [] : childrenOf(partAt(model, parent) ?? { type: "code", id: 0, span: noSpan, text: "", why: "" });
  const index = indexIn(path);
  const [first, second] = index + 1 < siblings.length ? [siblings[index], siblings[index + 1]] : [siblings[index - 1], siblings[index]];
  return first === undefined || second === undefined ? null : { type: "group", nodes: [first.id, second.id] };
}

const noSpan = { start: 0, end: 0, line: 1, column: 1, from: 0, to: 0 };

export function ungroup(model: VisualModel, path: Path): Edit {
  const node = nodeAt(model, path);
  return node?.type === "group" ? { type: "ungroup", group: node.id } : null;
}

/** A move with the path the row will have. */
export interface Moved {
  edit: ModelEdit;
  path: Path;
}

export function moveBy(model: VisualModel, path: Path, step: -1 | 1): Moved | null {
  const parent = parentPath(path);
  return parent === null ? null : moveTo(model, path, parent, indexIn(path) + step);
}

/** Makes the row child number `index` of a clause or group. */
export function moveTo(model: VisualModel, path: Path, parent: Path, index: number): Moved | null {
  const node = nodeAt(model, path);
  const home = partAt(model, parent);
  if (node === undefined || home === undefined || parent === path || parent.startsWith(`${path}.`)) return null;
  const stays = parentPath(path) === parent;
  const places = childrenOf(home).length - (stays ? 1 : 0);
  if (index < 0 || index > places || (stays && index === indexIn(path))) return null;
  return { edit: { type: "move", node: node.id, parent: home.id, index }, path: childPath(parent, index) };
}

/** Out of its group, to stand behind it. */
export function moveOut(model: VisualModel, path: Path): Moved | null {
  const parent = parentPath(path);
  const grandparent = parent === null ? null : parentPath(parent);
  // A clause holds one expression: its root group has no outside within the clause.
  if (parent === null || grandparent === null || !grandparent.includes(".")) return null;
  return moveTo(model, path, grandparent, indexIn(parent) + 1);
}

/** Into the group before or after it. */
export function moveIn(model: VisualModel, path: Path): Moved | null {
  const parent = parentPath(path);
  if (parent === null) return null;
  const before = childPath(parent, indexIn(path) - 1);
  const after = childPath(parent, indexIn(path) + 1);
  const group = nodeAt(model, before);
  if (indexIn(path) > 0 && group?.type === "group") return moveTo(model, path, before, group.children.length);
  const following = nodeAt(model, after);
  const moved = following?.type === "group" ? moveTo(model, path, after, 0) : null;
  // The group moves up by the row that left.
  return moved === null ? null : { edit: moved.edit, path: childPath(path, 0) };
}
