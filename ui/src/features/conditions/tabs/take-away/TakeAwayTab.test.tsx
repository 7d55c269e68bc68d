import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { ExportedFile } from "../../../../host/generated/ExportedFile";
import { portalText } from "../../../../testing/fixtures";
import { renderTab } from "../../../../testing/workbench";
import { TakeAwayTab } from "./TakeAwayTab";

const whole = {
  role: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  principal: "11111111-1111-1111-1111-111111111111",
  principal_type: "Group",
  scope: "/subscriptions/s",
};
const files: ExportedFile[] = [
  { format: "bicep", title: "Bicep", file_name: "assignment.bicep", code: "resource x", notes: ["needs Bicep 0.4"], impossible: null },
  { format: "pim-arm", title: "PIM (ARM)", file_name: "pim.json", code: "", notes: [], impossible: "a condition with `@Principal` cannot be eligible" },
];
const exportCondition = async () => files;
const diskFull = () => Promise.reject({ code: "file", message: "the disk is full", hint: null });

test("what is missing is named, and nothing is asked of the host", () => {
  const asked = vi.fn(exportCondition);
  renderTab(TakeAwayTab, { content: { role: whole.role }, host: { exportCondition: asked } });
  expect(screen.getByText(/fill in the principal, the principal type, the scope/)).toBeInTheDocument();
  expect(asked).not.toHaveBeenCalled();
});

test("the form is the draft's own", async () => {
  const { content } = renderTab(TakeAwayTab, { host: { exportCondition } });
  await userEvent.type(screen.getByRole("textbox", { name: /Scope/ }), "/");
  expect(content().scope).toBe("/");
  await userEvent.type(screen.getByRole("combobox", { name: "Role to assign" }), "reader{Tab}");
  expect(content().role).toBe(whole.role);
});

test("code is copied and saved under its name", async () => {
  const copyText = vi.fn(async () => undefined);
  const saveTextFile = vi.fn(async () => ({ path: "/home/a/assignment.bicep" }));
  const asked = vi.fn(exportCondition);
  renderTab(TakeAwayTab, { content: whole, host: { exportCondition: asked, copyText, saveTextFile } });
  await userEvent.click(await screen.findByRole("button", { name: "Copy" }));
  expect(copyText).toHaveBeenCalledWith({ text: "resource x" });
  await userEvent.click(screen.getByRole("button", { name: "Save as file" }));
  expect(saveTextFile).toHaveBeenCalledWith({ suggested_name: "assignment.bicep", text: "resource x" });
  expect(screen.getByText("needs Bicep 0.4")).toBeInTheDocument();
  expect(asked).toHaveBeenCalledWith(expect.objectContaining({ condition: portalText, principal_type: "Group" }));
});

test("a format that cannot hold it says why", async () => {
  renderTab(TakeAwayTab, { content: whole, host: { exportCondition } });
  await userEvent.click(await screen.findByRole("tab", { name: /PIM/ }));
  expect(screen.getByText(/cannot be eligible/)).toBeInTheDocument();
});

test("a failing export and a failing save say what to do", async () => {
  const refused = { code: "invalid-input", message: "the scope must start with `/`", hint: "write `/subscriptions/<id>`" };
  const { unmount } = renderTab(TakeAwayTab, { content: whole, host: { exportCondition: () => Promise.reject(refused) } });
  expect(await screen.findByText(/the scope must start/)).toBeInTheDocument();
  expect(screen.getByText("/subscriptions/<id>")).toBeInTheDocument();
  unmount();
  renderTab(TakeAwayTab, { content: whole, host: { exportCondition, saveTextFile: diskFull } });
  await userEvent.click(await screen.findByRole("button", { name: "Save as file" }));
  await waitFor(() => expect(screen.getByText(/the disk is full/)).toBeInTheDocument());
});
