import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Evaluation } from "../../../../host/generated/Evaluation";
import type { Request } from "../../../../host/generated/Request";
import type { Truth } from "../../../../host/generated/Truth";
import { emptyAnalysis, portalAnalysis, portalText, spanOf } from "../../../../testing/fixtures";
import { renderTab } from "../../../../testing/workbench";
import { blankRequest } from "./delegationRequests";
import { TryItTab } from "./TryItTab";

beforeAll(() => {
  // jsdom has no layout; the virtual list shows what fits in this height.
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, value: 600 });
  Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, value: 800 });
});

function answer(result: Truth): Evaluation {
  return {
    result,
    because: ["the role is not in the list"],
    left_to_right: null,
    tree: { span: spanOf(portalText, "GuidEquals"), text: "a  AND\nb", value: result, because: null, children: [] },
  };
}

type Evaluate = (asked: { text: string; request: Request }) => Promise<Evaluation>;
const evaluating = (result: Truth) => vi.fn<Evaluate>(async () => answer(result));

describe("the grid", () => {
  test("opens the evaluation of a cell, and the arrows move on", async () => {
    const evaluateRequest = evaluating("false");
    renderTab(TryItTab, { host: { evaluateRequest } });
    expect(screen.getByText(/May assign 2 roles/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("gridcell", { name: "Assign Reader to User: refused" }));
    expect(await screen.findByText("the role is not in the list")).toBeInTheDocument();
    expect(evaluateRequest.mock.calls[0]?.[0].request).toMatchObject({
      action: "Microsoft.Authorization/roleAssignments/write",
      request: { "Microsoft.Authorization/roleAssignments:PrincipalType": "User" },
    });
    screen.getByRole("grid").focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(await screen.findByRole("region", { name: "Remove Reader from User" })).toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("region", { name: "Remove Reader from User" })).toBeNull();
  });

  test("draws only the lines in view of a long list", () => {
    const row = portalAnalysis.grid?.rows[0];
    if (row === undefined || portalAnalysis.grid === null) throw new Error("fixture");
    const rows = Array.from({ length: 180 }, (_, index) => ({ ...row, role_id: `id-${index}`, label: `Role ${index}` }));
    renderTab(TryItTab, { workbench: { analysis: { ...portalAnalysis, grid: { ...portalAnalysis.grid, rows } } } });
    expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "182");
    expect(screen.getAllByRole("rowheader").length).toBeLessThan(60);
  });

  test("says when the two readings differ", () => {
    const grid = portalAnalysis.grid === null ? null : { ...portalAnalysis.grid, readings_differ: true };
    renderTab(TryItTab, { workbench: { analysis: { ...portalAnalysis, grid } } });
    expect(screen.getByText(/two ways to read them/)).toBeInTheDocument();
  });

  test("says why there is none", () => {
    renderTab(TryItTab, { content: { text: "x" }, workbench: { analysis: emptyAnalysis } });
    expect(screen.getByText(/says nothing about assigning/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Add request" })).toBeInTheDocument();
  });
});

const open = () => userEvent.click(screen.getByRole("tab", { name: /Bench/ }));

describe("the bench", () => {
  const bench = [{ name: "No Owner", request: blankRequest(), expect: "true" as const }];
  test("says which requests are as expected", async () => {
    const { content } = renderTab(TryItTab, { content: { bench }, host: { evaluateRequest: evaluating("false") } });
    await open();
    expect(await screen.findByText("refused, expected allowed")).toBeInTheDocument();
    expect(screen.getByText("0 of 1 as expected")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("combobox", { name: "Expectation of No Owner" }));
    await userEvent.click(screen.getByRole("option", { name: "refused" }));
    expect(content().bench[0]?.expect).toBe("false");
    expect(await screen.findByText("1 of 1 as expected")).toBeInTheDocument();
  });

  test("a request that cannot be evaluated is named as such", async () => {
    const evaluateRequest = vi.fn<Evaluate>(async () => Promise.reject({ code: "invalid-input", message: "bad", hint: null }));
    renderTab(TryItTab, { content: { bench }, host: { evaluateRequest } });
    await open();
    expect(await screen.findByText("could not be evaluated")).toBeInTheDocument();
  });

  test("a counterexample is added with the claim as its expectation", async () => {
    const found: Request = { ...blankRequest(), action: "Microsoft.Authorization/roleAssignments/write" };
    const findCounterexample = vi.fn(async () => found);
    const { content } = renderTab(TryItTab, { host: { findCounterexample, evaluateRequest: evaluating("true") } });
    await open();
    await userEvent.click(screen.getByRole("button", { name: "Find a counterexample" }));
    await waitFor(() => expect(content().bench).toEqual([{ name: "Assign a role to a principal", request: found, expect: "false" }]));
    expect(screen.getByText(/claim does not hold/)).toBeInTheDocument();
    expect(findCounterexample).toHaveBeenCalledWith({ text: portalText, want: "allowed", role: null, principal_type: null });
  });

  test("no counterexample means that the claim holds", async () => {
    renderTab(TryItTab, { host: { findCounterexample: async () => null } });
    await open();
    await userEvent.click(screen.getByRole("button", { name: "Find a counterexample" }));
    expect(await screen.findByText(/claim holds/)).toBeInTheDocument();
  });

  test("a request is edited as a form", async () => {
    const { content } = renderTab(TryItTab, { content: { bench }, host: { evaluateRequest: evaluating("true") } });
    await open();
    await userEvent.click(screen.getByRole("button", { name: "Open No Owner" }));
    await userEvent.click(screen.getByRole("button", { name: "Add attribute" }));
    const row = screen.getByRole("group", { name: "Request Role definition ID" });
    await userEvent.type(within(row).getByRole("combobox", { name: "Value of Role definition ID" }), "owner{Tab}");
    expect(content().bench[0]?.request.request).toEqual({
      "Microsoft.Authorization/roleAssignments:RoleDefinitionId": "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    });
  });
});
