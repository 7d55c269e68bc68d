import type { Clause } from "../../../host/generated/Clause";
import type { Node as ModelNode } from "../../../host/generated/Node";
import type { VisualModel } from "../../../host/generated/VisualModel";
import type { Place } from "../spotlight";

/**
 * Where a part stands: `2` is the third clause, `2.0` its expression, `2.0.1` the expression's second child.
 *
 * Rows are known by their path, never by the model's ids: ids hold for one text only, and every key press makes a new one.
 */
export type Path = string;

/** A clause or a node, by what both have. */
type Part = Clause | ModelNode;

export function childPath(path: Path, index: number): Path {
  return `${path}.${index}`;
}

export function parentPath(path: Path): Path | null {
  const dot = path.lastIndexOf(".");
  return dot < 0 ? null : path.slice(0, dot);
}

export function indexIn(path: Path): number {
  return Number(path.slice(path.lastIndexOf(".") + 1));
}

export function childrenOf(part: Part): readonly ModelNode[] {
  if ("kind" in part) return part.expression === null ? [] : [part.expression];
  return part.type === "group" ? part.children : [];
}

export function partAt(model: VisualModel, path: Path): Part | undefined {
  const [clause, ...rest] = path.split(".").map(Number);
  let part: Part | undefined = model.clauses[clause ?? -1];
  for (const index of rest) part = part === undefined ? undefined : childrenOf(part)[index];
  return part;
}

export function clauseAt(model: VisualModel, path: Path): Clause | undefined {
  return model.clauses[Number(path.split(".")[0])];
}

export function nodeAt(model: VisualModel, path: Path): ModelNode | undefined {
  const part = partAt(model, path);
  return part === undefined || "kind" in part ? undefined : part;
}

/** Every row from top to bottom, clause heads included. */
export function pathsOf(model: VisualModel): Path[] {
  const paths: Path[] = [];
  const walk = (part: Part, path: Path): void => {
    paths.push(path);
    childrenOf(part).forEach((child, index) => walk(child, childPath(path, index)));
  };
  model.clauses.forEach((clause, index) => walk(clause, String(index)));
  return paths;
}

/** The deepest part that holds the whole place. */
export function pathOfPlace(model: VisualModel, place: Place): Path | null {
  const holds = ({ span }: Part): boolean => span.from <= place.from && place.to <= span.to;
  const first = model.clauses.findIndex(
    (clause) => holds(clause) || clause.actions.some(({ span }) => span.from <= place.from && place.to <= span.to),
  );
  const clause = model.clauses[first];
  if (clause === undefined) return null;
  let path = String(first);
  let part: Part = clause;
  for (;;) {
    const children = childrenOf(part);
    const next = children.findIndex(holds);
    const child = children[next];
    if (child === undefined) return path;
    path = childPath(path, next);
    part = child;
  }
}

/**
 * `next`, with every part that says the same as before replaced by the old object, so that memoised rows stay as they
 * are. Spans and ids are left out of the comparison: they move with every key press, and rows read them when needed.
 */
export function keepSame<T>(before: T, next: T): T {
  if (Object.is(before, next) || !isRecord(before) || !isRecord(next)) return Object.is(before, next) ? before : next;
  if (Array.isArray(before) !== Array.isArray(next)) return next;
  const keys = Object.keys(next);
  let same = keys.length === Object.keys(before).length;
  const merged: Record<string, unknown> = {};
  for (const key of keys) {
    if (moves(key, next[key])) {
      merged[key] = next[key];
      continue;
    }
    merged[key] = keepSame(before[key], next[key]);
    same &&= Object.is(merged[key], before[key]);
  }
  if (same) return before;
  // Same keys and same values as `next`, only that equal parts are shared.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return (Array.isArray(next) ? Object.values(merged) : merged) as T;
}

function moves(key: string, value: unknown): boolean {
  return key === "span" || key === "same_as" || (key === "id" && typeof value === "number");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
