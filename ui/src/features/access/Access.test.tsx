import { screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { AssignmentPageRequest } from "../../host/generated/AssignmentPageRequest";
import type { Host } from "../../host/types";
import { assignmentAt, detailOf } from "../../testing/contoso";
import { giveLayout, openTenant } from "../../testing/openTenant";

beforeAll(giveLayout);

const table = () => screen.findByRole("grid", { name: "Role assignments" });
const rowOf = async (text: string) => (await screen.findAllByRole("row")).find((row) => row.textContent.includes(text));
const noRows = (not_readable: number) => async () => ({ rows: [], facts: { total: 0, unfiltered: not_readable === 0 ? 12 : 0, took_ms: 1, not_readable } });

async function inTable(address = "/access", answers: Partial<Host> = {}) {
  const opened = openTenant(address, answers);
  const grid = await table();
  await screen.findAllByText("Dara Lindqvist");
  grid.focus();
  return { ...opened, grid };
}

describe("the table of role assignments", () => {
  it("says how many rows, as of when and how fast, and draws only those in sight", async () => {
    await inTable();
    expect(screen.getByText(/^1,000 rows · 3 scopes not readable/)).toBeVisible();
    expect(screen.getByText(/as of 20 Nov.* 3\.4 ms/)).toBeVisible();
    expect(screen.getAllByRole("row").length).toBeLessThan(60);
    expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "1001");
  });

  it("filters while typing, makes chips of it, keeps them in the address, and takes the last one back", async () => {
    const { user } = await inTable();
    await user.keyboard("{Control>}f{/Control}");
    await user.keyboard("kind:guest role:owner");
    expect(await screen.findByText(/filter: kind contains guest, role contains owner/)).toBeVisible();
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("button", { name: /role contains owner/ })).toBeVisible();
    await waitFor(() => expect(location.hash).toContain("filter=kind%3Aguest"));
    await user.keyboard("{Backspace}");
    await waitFor(() => expect(screen.queryByRole("button", { name: /role contains owner/ })).toBeNull());
    expect(screen.getByRole("textbox", { name: /Filter/ })).toHaveValue("role:owner");
  });

  it("says what is wrong with a filter and keeps the rows of the last good one", async () => {
    const { user } = await inTable();
    await user.type(screen.getByRole("textbox", { name: /Filter/ }), "role:");
    expect(await screen.findByText(/no value follows/)).toBeVisible();
    expect(screen.getByText(/^1,000 rows/)).toBeVisible();
  });

  it("opens the detail of the row where one stands, follows to the next, and closes", async () => {
    const { user } = await inTable();
    await user.keyboard("{ArrowDown}{Enter}");
    await waitFor(() => expect(location.hash).toContain("row=assignment-1"));
    expect(await screen.findByText(/holds the role directly at/)).toBeVisible();
    await user.keyboard("{ArrowDown}");
    await waitFor(() => expect(location.hash).toContain("row=assignment-2"));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(location.hash).not.toContain("row="));
    expect(screen.getByRole("grid")).toHaveFocus();
  });

  it("keeps the row that an address names", async () => {
    await inTable("/access?row=assignment-5");
    expect(await screen.findByText(/holds the role directly at/)).toBeVisible();
    expect(location.hash).toContain("row=assignment-5");
  });

  it("selects by key and copies the selection, all of the filter, or the row", async () => {
    const copyAssignments = vi.fn<Host["copyAssignments"]>(async () => ({ rows: 3 }));
    const { user } = await inTable("/access", { copyAssignments });
    await user.keyboard("{Control>}c{/Control}");
    await waitFor(() => expect(copyAssignments.mock.lastCall?.[0]).toMatchObject({ chosen: { kind: "rows", keys: ["assignment-0"] }, format: "text" }));
    await user.keyboard(" {Shift>}{ArrowDown}{ArrowDown}{/Shift}");
    expect(await screen.findByText(/3 selected/)).toBeVisible();
    await user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByText(/1,000 selected/)).toBeVisible();
    await user.keyboard("{Control>}{Shift>}c{/Shift}{/Control}");
    await user.click(await screen.findByRole("option", { name: /Bicep/ }));
    await waitFor(() => expect(copyAssignments.mock.lastCall?.[0]).toMatchObject({ chosen: { kind: "all-but", keys: [] }, format: "bicep" }));
    expect((await screen.findAllByText("Copied 3 rows")).length).toBeGreaterThan(0);
  });

  it("sorts by a column and filters by its values", async () => {
    const assignmentPage = vi.fn(async ({ page }: AssignmentPageRequest) => ({ rows: [assignmentAt(0)], facts: { total: 1, unfiltered: 1, took_ms: page.offset, not_readable: 0 } }));
    const { user } = await inTable("/access", { assignmentPage });
    await user.click(screen.getByRole("button", { name: /^Role:/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Sort descending" }));
    await waitFor(() => expect(assignmentPage.mock.lastCall?.[0].page.sort).toEqual([{ column: "role", descending: true }]));
    await waitFor(() => expect(document.querySelector("[aria-sort=descending]")).toHaveTextContent("Role"));
    await user.click(await screen.findByRole("button", { name: /^Role:/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Filter by value…" }));
    await user.click(await screen.findByRole("checkbox", { name: /Key Vault Secrets User/ }));
    await user.click(screen.getByRole("button", { name: "Apply" }));
    await waitFor(() => expect(assignmentPage.mock.lastCall?.[0].page.filter).toBe('role="Key Vault Secrets User"'));
  });

  it("hides a column and remembers it", async () => {
    const { user, host } = await inTable();
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "Kind" }));
    await waitFor(() => expect(screen.queryByRole("columnheader", { name: /^Kind/ })).toBeNull());
    const { layout } = await host.getSettings();
    expect(JSON.parse(layout["grid.assignments"] ?? "{}")).toMatchObject({ visibility: { kind: false } });
  });

  it("tells no match, nothing there and not permitted apart", async () => {
    const first = openTenant("/access", { assignmentPage: noRows(0) });
    expect(await screen.findByText(/all of it was read/)).toBeVisible();
    first.unmount();
    const second = openTenant("/access", { assignmentPage: noRows(2) });
    expect(await screen.findByText(/2 scopes here could not be read, which is not the same as no access/)).toBeVisible();
    second.unmount();
    openTenant("/access?filter=role:x", { assignmentPage: noRows(0) });
    expect(await screen.findByText(/matches the filter/)).toBeVisible();
  });

  it("says what failed and tries again", async () => {
    const assignmentPage = vi.fn<Host["assignmentPage"]>(() => Promise.reject({ code: "store", message: "the database is locked", hint: "close the other program" }));
    const { user } = openTenant("/access", { assignmentPage });
    expect(await screen.findByText("Role assignments could not be read")).toBeVisible();
    expect(screen.getByText("close the other program")).toBeVisible();
    const calls = assignmentPage.mock.calls.length;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(assignmentPage.mock.calls.length).toBeGreaterThan(calls));
  });
});

describe("the detail of a role assignment", () => {
  const privileged = assignmentAt(1);

  it("explains the access as a path of scopes and opens the condition in the builder", async () => {
    const { user, host } = await inTable("/access?row=assignment-1");
    expect(privileged.condition).not.toBeNull();
    expect(await screen.findByText(/May assign 2 roles to service principals only/)).toBeVisible();
    expect(within(screen.getByRole("navigation", { name: "Path of inheritance" })).getByRole("button", { name: /Platform/ })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Open in the builder" }));
    await waitFor(() => expect(location.hash).toContain("/conditions"));
    const [draft] = await host.listDrafts({ search: "" });
    expect(draft?.name).toContain(privileged.role.name);
  });

  it("takes a note only when it is complete, and shows it", async () => {
    const annotate = vi.fn<Host["annotate"]>(async ({ state, note }) => ({ id: 9, state, note, author: "dara", at: "2026-11-21T10:00:00Z", expired: false }));
    const { user } = await inTable("/access?row=assignment-1", { annotate });
    await user.click(await screen.findByRole("radio", { name: "Accept the risk" }));
    expect(screen.getByRole("button", { name: "Save the note" })).toBeDisabled();
    await user.type(screen.getByLabelText(/Until/), "2027-01-31");
    await user.type(screen.getByRole("textbox", { name: "Note" }), "agreed");
    await user.click(screen.getByRole("button", { name: "Save the note" }));
    await waitFor(() => expect(annotate).toHaveBeenCalledWith({ snapshot: 2, object: "role-assignment", key: "assignment-1", state: { kind: "accept-risk", until: "2027-01-31" }, note: "agreed" }));
  });

  it("marks deleted principals and unknown roles in words", async () => {
    const row = { ...assignmentAt(5), role: assignmentAt(9).role };
    await inTable("/access?row=assignment-5", { assignmentDetail: async () => detailOf(row) });
    expect(await screen.findByText(/it was deleted, or belongs to another tenant/)).toBeVisible();
    expect((await rowOf("(deleted)"))?.textContent).toContain("(deleted)");
  });
});

describe("the scope tree", () => {
  it("opens by arrows, and choosing a scope asks for its rows", async () => {
    const { user } = await inTable();
    const tree = await screen.findByRole("tree", { name: "Scopes" });
    await within(tree).findByRole("treeitem", { name: /Contoso/ });
    tree.focus();
    await user.keyboard("{ArrowDown}{ArrowRight}");
    expect(await within(tree).findByRole("treeitem", { name: /Platform/ })).toBeVisible();
    await waitFor(() => expect(decodeURIComponent(location.hash)).toContain("scope=/providers/Microsoft.Management/managementGroups/contoso"));
    expect(within(tree).getByRole("treeitem", { name: /Contoso/ })).toHaveAttribute("aria-selected", "true");
  });

  it("finds scopes by name", async () => {
    const { user } = await inTable();
    await user.type(screen.getByRole("searchbox", { name: "Find a scope" }), "hub");
    expect(await screen.findByRole("treeitem", { name: /Hub/ })).toBeVisible();
  });
});
