import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Comparison } from "../../../../host/generated/Comparison";
import type { ImportedCondition } from "../../../../host/generated/ImportedCondition";
import { portalText, spanOf } from "../../../../testing/fixtures";
import { renderTab } from "../../../../testing/workbench";
import { nothingSaid } from "../../start/imported";
import { blankRequest } from "../try-it/delegationRequests";
import { CompareTab } from "./CompareTab";

const comparison: Comparison = {
  relation: "b-implies-a",
  words: "the left allows everything the right allows, and more",
  only_a: { ...blankRequest(), action: "x/delete" },
  only_b: null,
  only_a_words: "remove AcrPush from a group",
  only_b_words: null,
  undecided: [],
  a_constant: null,
  b_constant: false,
};

function imported(text: string, label: string): ImportedCondition {
  return { text, host: "bicep", span: spanOf(portalText, "AND"), label, version: "2.0", template: false, assignment: nothingSaid };
}

const givesUp = () => Promise.reject({ code: "internal", message: "the engine gave up", hint: null });

async function paste(text: string) {
  await userEvent.click(screen.getByRole("radio", { name: "pasted text or a file" }));
  fireEvent.change(screen.getByRole("textbox", { name: /with a condition in it/ }), { target: { value: text } });
}

test("pasted text is searched for a condition and compared by a telling request", async () => {
  const compareConditions = vi.fn(async () => comparison);
  const { content } = renderTab(CompareTab, {
    host: { compareConditions, importConditions: async () => [imported("other", "delegate")] },
  });
  await paste("resource delegate …");
  expect(await screen.findByText("The left allows everything the right allows, and more")).toBeInTheDocument();
  expect(compareConditions).toHaveBeenCalledWith({ a: portalText, b: "other" });
  expect(screen.getByText("remove AcrPush from a group")).toBeInTheDocument();
  expect(screen.getByRole("group", { name: "Only the right allows" })).toHaveTextContent("Nothing");
  expect(screen.getByText("The right condition allows no request at all.")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Add to bench" }));
  expect(content().bench).toMatchObject([{ name: "remove AcrPush from a group", expect: "true" }]);
});

test("of several conditions found one is chosen", async () => {
  const compareConditions = vi.fn(async () => comparison);
  renderTab(CompareTab, {
    host: { compareConditions, importConditions: async () => [imported("first", "one"), { ...imported("second", "two"), span: spanOf(portalText, "OR") }] },
  });
  await paste("…");
  await userEvent.click(await screen.findByRole("combobox", { name: "2 conditions found" }));
  await userEvent.click(screen.getByRole("option", { name: /two/ }));
  expect(await screen.findByText(/right is two/)).toBeInTheDocument();
  expect(compareConditions).toHaveBeenLastCalledWith({ a: portalText, b: "second" });
});

test("text without a condition says so", async () => {
  renderTab(CompareTab, { host: { importConditions: async () => [] } });
  await paste("nothing here");
  expect(await screen.findByText("no condition found in this text")).toBeInTheDocument();
});

test("what cannot be decided is listed, and no request is then no proof", async () => {
  const undecided = { ...comparison, relation: "cannot-decide" as const, only_a: null, undecided: ["`StringLike` on line 3"] };
  renderTab(CompareTab, { host: { compareConditions: async () => undecided, importConditions: async () => [imported("o", "d")] } });
  await paste("…");
  expect(await screen.findByRole("listitem")).toHaveTextContent("StringLike on line 3");
  expect(screen.getByRole("group", { name: "Only the left allows" })).toHaveTextContent("No request found");
});

test("a failure says what failed", async () => {
  renderTab(CompareTab, { host: { compareConditions: givesUp, importConditions: async () => [imported("o", "d")] } });
  await paste("…");
  expect(await screen.findByText(/the engine gave up/)).toBeInTheDocument();
});
