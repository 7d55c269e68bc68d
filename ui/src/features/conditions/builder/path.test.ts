import { describe, expect, it } from "vitest";
import { portalAnalysis, portalText, spanOf } from "../../../testing/fixtures";
import { groupWithNeighbour, homeOf, moveBy, moveIn, moveOut, moveTo, removePart } from "./edits";
import { keepSame, partAt, pathOfPlace, pathsOf } from "./path";

const { model } = portalAnalysis;

describe("paths", () => {
  it("names every row from top to bottom", () => {
    expect(pathsOf(model)).toEqual(["0", "0.0", "0.0.0", "0.0.1", "1", "1.0", "1.0.0", "1.0.1"]);
  });

  it("finds the deepest row of a place, and none outside", () => {
    expect(pathOfPlace(model, spanOf(portalText, "ForAnyOfAnyValues:StringEqualsIgnoreCase"))).toBe("0.0.1");
    expect(pathOfPlace(model, spanOf(portalText, "@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId]"))).toBe("1.0.0");
    expect(pathOfPlace(model, { from: portalText.length, to: portalText.length + 1 })).toBeNull();
  });

  it("answers nothing for a path that is gone", () => {
    expect(partAt(model, "7")).toBeUndefined();
    expect(partAt(model, "0.0.9")).toBeUndefined();
    expect(removePart(model, "0.0.9")).toBeNull();
  });
});

describe("what stays the same", () => {
  it("keeps the old object where only spans and ids moved", () => {
    const moved = structuredClone(model);
    for (const clause of moved.clauses) {
      clause.id += 100;
      clause.span = { ...clause.span, from: clause.span.from + 1, to: clause.span.to + 1 };
    }
    expect(keepSame(model, moved)).toBe(model);
  });

  it("takes the new object for the changed row alone", () => {
    const changed = structuredClone(model);
    const group = changed.clauses[0]?.expression;
    const row = group?.type === "group" ? group.children[0] : undefined;
    if (row?.type === "comparison") row.operator.words = "is none of";
    const kept = keepSame(model, changed);
    expect(kept).not.toBe(model);
    expect(kept).toEqual(changed);
    expect(kept.clauses[1]).toBe(model.clauses[1]);
    expect(partAt(kept, "0.0.1")).toBe(partAt(model, "0.0.1"));
  });
});

describe("edits", () => {
  it("moves within a group and refuses to leave it upwards", () => {
    expect(moveBy(model, "0.0.0", 1)).toEqual({ edit: { type: "move", node: 4, parent: 3, index: 1 }, path: "0.0.1" });
    expect(moveBy(model, "0.0.0", -1)).toBeNull();
    expect(moveBy(model, "0.0.1", 1)).toBeNull();
    expect(moveOut(model, "0.0.0")).toBeNull();
    expect(moveIn(model, "0.0.0")).toBeNull();
  });

  it("never moves a row into itself", () => {
    expect(moveTo(model, "0.0", "0.0", 0)).toBeNull();
    expect(moveTo(model, "0.0", "0.0.0", 0)).toBeNull();
  });

  it("groups with the neighbour, the last row with the one before", () => {
    expect(groupWithNeighbour(model, "0.0.0")).toEqual({ type: "group", nodes: [4, 5] });
    expect(groupWithNeighbour(model, "0.0.1")).toEqual({ type: "group", nodes: [4, 5] });
    expect(groupWithNeighbour(model, "0")).toBeNull();
  });

  it("adds to the group that a row stands in", () => {
    expect(homeOf(model, "0")).toBe("0.0");
    expect(homeOf(model, "0.0.1")).toBe("0.0");
  });
});
