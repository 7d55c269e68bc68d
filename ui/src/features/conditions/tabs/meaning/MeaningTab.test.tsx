import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { emptyAnalysis } from "../../../../testing/fixtures";
import { renderTab } from "../../../../testing/workbench";
import { MeaningTab } from "./MeaningTab";

test("pointing at a sentence points at its part of the code, and a click goes there", async () => {
  const { spotlight } = renderTab(MeaningTab);
  const revealed = vi.fn();
  spotlight.onReveal(revealed);
  const sentence = screen.getByRole("button", { name: "the role is Reader or AcrPull" });
  await userEvent.hover(sentence);
  expect(spotlight.current()).toMatchObject({ pointer: "meaning" });
  await userEvent.click(sentence);
  expect(revealed).toHaveBeenCalledOnce();
  await userEvent.unhover(sentence);
});

test("a draft without text says what that means", () => {
  renderTab(MeaningTab, { content: { text: " " }, workbench: { analysis: emptyAnalysis } });
  expect(screen.getByText(/the role assignment is not limited/)).toBeInTheDocument();
});

test("text without meaning says where to look", () => {
  renderTab(MeaningTab, { content: { text: ")" }, workbench: { analysis: emptyAnalysis } });
  expect(screen.getByText(/problems below/)).toBeInTheDocument();
});
