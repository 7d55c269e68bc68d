import { EditorView } from "@codemirror/view";
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Diagnostic } from "../../../../host/generated/Diagnostic";
import { portalAnalysis, portalText, spanOf } from "../../../../testing/fixtures";
import { renderTab } from "../../../../testing/workbench";
import { CodeTab } from "./CodeTab";

function editor(): EditorView {
  const view = EditorView.findFromDOM(screen.getByRole("textbox", { name: "Condition" }));
  if (view === null) throw new Error("no editor");
  return view;
}

const problem: Diagnostic = {
  code: "L31",
  rule: "principal-type-value",
  severity: "warning",
  message: "`ServicePrincipal` is compared with its case",
  help: "use the operator that ignores case",
  span: spanOf(portalText, "'ServicePrincipal'"),
  fixes: [
    {
      title: "ignore case",
      applicability: "unsafe",
      edits: [{ span: spanOf(portalText, "'ServicePrincipal'"), replacement: "'Group'" }],
    },
  ],
};
const withProblem = { analysis: { ...portalAnalysis, diagnostics: [problem] } };

test("what is typed becomes the draft's text", () => {
  const { content } = renderTab(CodeTab);
  act(() => editor().dispatch({ changes: { from: 0, insert: "!" } }));
  expect(content().text).toBe(`!${portalText}`);
});

test("a change from the builder replaces only what differs, and caret and undo survive it", () => {
  const { fromOutside, content } = renderTab(CodeTab, { content: { text: "a AND b" } });
  act(() => editor().dispatch({ changes: { from: 7, insert: "c" }, selection: { anchor: 8 } }));
  act(() => fromOutside({ text: "xx AND bc" }));
  expect(editor().state.doc.toString()).toBe("xx AND bc");
  expect(editor().state.selection.main.head).toBe(9);
  expect(content().text).toBe("xx AND bc");
});

test("carriage returns stay in the text", () => {
  renderTab(CodeTab, { content: { text: "a\r\nb" } });
  expect(editor().state.doc.toString()).toBe("a\r\nb");
});

test("version-1 text cannot be changed", () => {
  renderTab(CodeTab, { workbench: { readOnly: true } });
  expect(editor().state.readOnly).toBe(true);
  expect(screen.getByRole("button", { name: "Format" })).toBeDisabled();
});

test("F8 goes to the problem and offers its fix, which says that it changes the meaning", async () => {
  const { edits } = renderTab(CodeTab, { workbench: withProblem });
  await userEvent.click(screen.getByRole("button", { name: "Next problem (F8)" }));
  expect(editor().state.selection.main.from).toBe(problem.span.from);
  await userEvent.click(await screen.findByRole("button", { name: "Changes the meaning: ignore case" }));
  expect(edits).toEqual(problem.fixes[0]?.edits);
});

test("a rule's page opens beside the code", async () => {
  const ruleManual = vi.fn(async () => ({ text: "# What it does\nFinds it." }));
  renderTab(CodeTab, { workbench: withProblem, host: { ruleManual } });
  await userEvent.click(screen.getByRole("button", { name: "Next problem (F8)" }));
  await userEvent.click(await screen.findByRole("button", { name: "L31 principal-type-value" }));
  expect(await screen.findByText("Finds it.")).toBeInTheDocument();
  expect(ruleManual).toHaveBeenCalledWith({ code: "L31" });
});

test("formatting changes the text, and says why it cannot", async () => {
  const formatCondition = vi
    .fn<(request: { text: string; single_line: boolean }) => Promise<{ text: string }>>()
    .mockResolvedValueOnce({ text: "one line" })
    .mockRejectedValueOnce({ code: "invalid-input", message: "the condition does not parse", hint: "mend the problems first" });
  const { content } = renderTab(CodeTab, { host: { formatCondition } });
  await userEvent.click(screen.getByRole("button", { name: "Single line" }));
  await waitFor(() => expect(content().text).toBe("one line"));
  expect(editor().state.doc.toString()).toBe("one line");
  await userEvent.click(screen.getByRole("button", { name: "Format" }));
  expect(await screen.findByText(/the condition does not parse/)).toBeInTheDocument();
});

test("the caret's line and column are told, and its place to the builder", () => {
  const { spotlight } = renderTab(CodeTab, { content: { text: "a\nbc" } });
  act(() => editor().dispatch({ selection: { anchor: 3 } }));
  expect(screen.getByText("Line 2, column 2")).toBeInTheDocument();
  expect(spotlight.current()).toEqual({ from: 3, to: 3, pointer: "code" });
});

test("the place the builder points at is marked", () => {
  const { spotlight, container } = renderTab(CodeTab);
  const { from, to } = spanOf(portalText, "GuidEquals");
  act(() => spotlight.point({ from, to, pointer: "builder" }));
  expect(container.querySelector(".cm-rw-linked")).toHaveTextContent("GuidEquals");
  act(() => spotlight.point(null));
  expect(container.querySelector(".cm-rw-linked")).toBeNull();
});
