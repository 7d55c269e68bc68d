import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useSyncExternalStore } from "react";
import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../host/generated/Analysis";
import type { Catalogue } from "../../../host/generated/Catalogue";
import type { ModelEdit } from "../../../host/generated/ModelEdit";
import type { Host } from "../../../host/types";
import { emptyAnalysis, portalAnalysis, portalText, smallCatalogue, spanOf } from "../../../testing/fixtures";
import { renderWithHost } from "../../../testing/renderApp";
import { contentOf, createTestHost } from "../../../testing/testHost";
import { conditionCommands } from "../commands";
import { DraftSession } from "../session/DraftSession";
import { Spotlight } from "../spotlight";
import { Builder } from "./Builder";

const spotlight = new Spotlight();

function Page({ session, catalogue }: { session: DraftSession; catalogue: Catalogue }) {
  const { analysis, content, analysedText } = useSyncExternalStore(session.subscribe, session.state);
  if (analysis === null) return null;
  const readOnly = !analysis.model.editable;
  const workbench = { draftId: 1, draftName: "A draft", content, analysis, analysedText, catalogue, readOnly, spotlight, actions: session };
  return <Builder workbench={workbench} session={session} analysis={analysis} />;
}

async function show(analysis: Analysis = portalAnalysis, answers: Partial<Host> = {}, catalogue = smallCatalogue) {
  const edits: ModelEdit[] = [];
  const host = createTestHost({
    analyzeCondition: async () => analysis,
    editCondition: async ({ text, edit }) => {
      edits.push(edit);
      return { text, edits: [] };
    },
    ...answers,
  });
  const session = new DraftSession(host, await host.createDraft({ name: "A draft", content: contentOf(portalText) }));
  renderWithHost(<Page session={session} catalogue={catalogue} />, host, conditionCommands);
  await (analysis === emptyAnalysis ? screen.findByRole("button", { name: "clause" }) : screen.findAllByLabelText(roleRowName));
  return { edits, session, user: userEvent.setup() };
}

const roleRowName = "Role definition ID is one of Reader, AcrPull";
const roleRow = (): HTMLElement => screen.getAllByLabelText(roleRowName)[0]!;

describe("the builder", () => {
  it("shows clauses in words and what says the same", async () => {
    await show();
    expect(screen.getByText("When assigning roles (write)")).toBeVisible();
    expect(screen.getByText("= same as removing roles (delete)")).toBeVisible();
    expect(screen.getAllByText("Service principal")).toHaveLength(2);
  });

  it("removes a value by its cross", async () => {
    const { edits, user } = await show();
    await user.click(within(roleRow()).getByRole("button", { name: /Remove AcrPull/ }));
    await waitFor(() => expect(edits).toEqual([{ type: "remove-value", node: 4, index: 1 }]));
  });

  it("offers the operators that fit, with Azure's own names", async () => {
    const { edits, user } = await show();
    await user.click(within(roleRow()).getByRole("button", { name: "is one of" }));
    expect(await screen.findByText("ForAnyOfAllValues:GuidNotEquals")).toBeVisible();
    await user.click(screen.getByRole("option", { name: /is none of/ }));
    await waitFor(() => expect(edits).toEqual([{ type: "set-operator", node: 4, operator: "ForAnyOfAllValues:GuidNotEquals" }]));
  });

  it("finds a role by what makes it privileged and adds it", async () => {
    const { edits, user } = await show();
    await user.click(within(roleRow()).getByRole("button", { name: "Add a value" }));
    const field = await screen.findByRole("combobox", { name: "Roles" });
    await user.type(field, "privileged{Enter}");
    await waitFor(() => expect(edits).toEqual([{ type: "add-value", node: 4, value: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635" }]));
  });

  it("takes a pasted id that nobody knows as it is", async () => {
    const { edits, user } = await show();
    await user.click(within(roleRow()).getByRole("button", { name: "Add a value" }));
    await user.type(await screen.findByRole("combobox", { name: "Roles" }), "11111111-2222-3333-4444-555555555555");
    expect(screen.getByText("not in the catalogue; kept as it is")).toBeVisible();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(edits).toEqual([{ type: "add-value", node: 4, value: "11111111-2222-3333-4444-555555555555" }]));
  });

  it("resolves a pasted list of names and ids", async () => {
    const { edits, user } = await show();
    await user.click(within(roleRow()).getByRole("button", { name: "Add a value" }));
    const field = await screen.findByRole("combobox", { name: "Roles" });
    await user.click(field);
    await user.paste("owner, acdd72a7-3385-48ef-bd42-f606fba81ae7");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(edits[0]).toMatchObject({ type: "set-values", node: 4 }));
    expect(edits[0]).toHaveProperty("values.length", 3);
  });
});

describe("comparing with another attribute", () => {
  const principal = "Principal:Microsoft.Directory/CustomSecurityAttributes/Id:<key>";
  const left = smallCatalogue.attributes[0]!;
  const catalogue: Catalogue = {
    ...smallCatalogue,
    attributes: [
      ...smallCatalogue.attributes.map((entry) => ({ ...entry, comparable: [principal] })),
      { ...left, id: principal, source: "Principal", text: principal.slice("Principal:".length), title: "Custom security attribute", comparable: [left.id] },
    ],
  };
  const offered: Analysis = {
    ...portalAnalysis,
    model: { ...portalAnalysis.model, clauses: portalAnalysis.model.clauses.map((clause) => ({ ...clause, available_attributes: [...clause.available_attributes, principal] })) },
  };

  it("is a switch beside the values, and asks for a key", async () => {
    const { edits, user } = await show(offered, {}, catalogue);
    await user.click(within(roleRow()).getByRole("button", { name: "Add a value" }));
    await user.click(await screen.findByRole("radio", { name: "Attribute" }));
    expect(screen.getAllByRole("option")).toHaveLength(1);
    await user.click(screen.getByRole("option", { name: /Custom security attribute/ }));
    await user.type(await screen.findByRole("textbox", { name: /^Key of/ }), "Engineering_Role{Enter}");
    await waitFor(() =>
      expect(edits).toEqual([
        {
          type: "set-right-attribute",
          node: 4,
          attribute: { source: "Principal", text: "Microsoft.Directory/CustomSecurityAttributes/Id:Engineering_Role" },
        },
      ]),
    );
  });

  it("is not offered where no attribute fits", async () => {
    const { user } = await show();
    await user.click(within(roleRow()).getByRole("button", { name: "Add a value" }));
    await screen.findByRole("combobox", { name: "Roles" });
    expect(screen.queryByRole("radio", { name: "Attribute" })).toBeNull();
  });
});

describe("the builder by keyboard", () => {
  it.each([
    ["{Delete}", { type: "remove", node: 4 }],
    ["n", { type: "set-negated", node: 4, negated: true }],
    ["{Alt>}{ArrowDown}{/Alt}", { type: "move", node: 4, parent: 3, index: 1 }],
    ["g", { type: "group", nodes: [4, 5] }],
  ] as const)("%s edits the focused row", async (keys, edit) => {
    const { edits, user } = await show();
    roleRow().focus();
    await user.keyboard(keys);
    await waitFor(() => expect(edits).toEqual([edit]));
  });

  it.each([
    ["past the last row into the next clause", "0.0.1", "{Alt>}{ArrowDown}{/Alt}", { type: "move", node: 5, parent: 13, index: 0 }],
    ["past the first row into the clause before", "1.0.0", "{Alt>}{ArrowUp}{/Alt}", { type: "move", node: 14, parent: 3, index: 2 }],
    ["a clause down", "0", "{Alt>}{ArrowDown}{/Alt}", { type: "move-clause", clause: 1, index: 1 }],
    ["a clause up", "1", "{Alt>}{ArrowUp}{/Alt}", { type: "move-clause", clause: 11, index: 0 }],
  ] as const)("moves %s", async (_, path, keys, edit) => {
    const { edits, user } = await show();
    document.querySelector<HTMLElement>(`[data-path="${path}"]`)?.focus();
    await user.keyboard(keys);
    await waitFor(() => expect(edits).toEqual([edit]));
  });

  it("groups and removes the rows that Shift and the arrows select", async () => {
    const { edits, user } = await show();
    roleRow().focus();
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    expect(document.querySelectorAll("[data-selected]")).toHaveLength(2);
    expect(document.activeElement).toHaveAttribute("data-path", "0.0.1");
    await user.keyboard("g");
    await waitFor(() => expect(edits).toEqual([{ type: "group", nodes: [4, 5] }]));
    expect(document.querySelectorAll("[data-selected]")).toHaveLength(0);
    roleRow().focus();
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}{Delete}");
    await waitFor(() => expect(edits.slice(1)).toEqual([{ type: "remove", node: 5 }, { type: "remove", node: 4 }]));
  });

  it("moves a row to another clause by the menu", async () => {
    const { edits, user } = await show();
    roleRow().focus();
    await user.keyboard("{Shift>}{F10}{/Shift}");
    await user.click(await screen.findByRole("menuitem", { name: /Move to clause/ }));
    await user.click(await screen.findByRole("menuitem", { name: /^2\. When removing/ }));
    await waitFor(() => expect(edits).toEqual([{ type: "move", node: 4, parent: 13, index: 0 }]));
  });

  it.each(["{Enter}", "c"])("adds the first clause with %s where there is no row yet", async (key) => {
    const { user } = await show(emptyAnalysis);
    screen.getByRole("button", { name: "clause" }).focus();
    await user.keyboard(key);
    expect(await screen.findByRole("combobox", { name: "Actions" })).toBeVisible();
  });

  it("walks rows with the arrows and keeps one row in the tab order", async () => {
    const { user } = await show();
    roleRow().focus();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toHaveAttribute("data-path", "0.0.1");
    await user.keyboard("{ArrowUp}{ArrowUp}");
    expect(document.activeElement).toHaveAttribute("data-path", "0.0");
    expect(document.querySelectorAll('[data-path][tabindex="0"]')).toHaveLength(1);
  });

  it("leaves the focus to who went on while a change was under way", async () => {
    const answers: (() => void)[] = [];
    const { user } = await show(portalAnalysis, {
      editCondition: ({ text }) => new Promise((done) => answers.push(() => done({ text, edits: [] }))),
    });
    await user.click(within(roleRow()).getByRole("button", { name: "is one of" }));
    await user.keyboard("is none of{Enter}");
    await waitFor(() => expect(roleRow()).toHaveFocus());
    await user.keyboard("{ArrowRight}");
    const part = document.activeElement;
    expect(part).toHaveRole("button");
    expect(answers).toHaveLength(1);
    for (const answer of answers) answer();
    await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
    expect(part).toHaveFocus();
  });

  it("adds an expression from first key to last", async () => {
    const { edits, user } = await show();
    roleRow().focus();
    await user.keyboard("a");
    await user.type(await screen.findByRole("combobox", { name: "Attributes" }), "principal type{Enter}");
    await user.type(await screen.findByRole("combobox", { name: "Values" }), "group{Enter}");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() =>
      expect(edits[0]).toEqual({
        type: "add-comparison",
        parent: 3,
        after: null,
        attribute: { source: "Request", text: "Microsoft.Authorization/roleAssignments:PrincipalType" },
        operator: "ForAnyOfAnyValues:StringEqualsIgnoreCase",
        values: ["Group"],
        right: null,
      }),
    );
  });
});

describe("problems in the builder", () => {
  const span = spanOf(portalText, "{'ServicePrincipal'}");
  const withProblem: Analysis = {
    ...portalAnalysis,
    diagnostics: [
      {
        code: "L07",
        rule: "a-rule",
        severity: "warning",
        message: "only service principals",
        help: null,
        span,
        fixes: [{ title: "Allow groups", applicability: "safe", edits: [{ span, replacement: "{'Group'}" }] }],
      },
    ],
  };

  it("stand at their row, with the fix", async () => {
    const { session, user } = await show(withProblem);
    expect(screen.getByText("only service principals (L07)")).toBeVisible();
    await user.click(screen.getByRole("button", { name: /Allow groups/ }));
    expect(session.state().content.text).toContain("{'Group'}");
  });

  it("offer nothing in version-1 text", async () => {
    await show({ ...withProblem, dialect: "v1", model: { ...portalAnalysis.model, editable: false } });
    expect(screen.queryByRole("button", { name: /Allow groups/ })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add a value" })).toBeNull();
    expect(screen.queryByRole("button", { name: "clause" })).toBeNull();
  });
});

describe("pointing", () => {
  it("lights the deepest row under a place in the code", async () => {
    await show();
    const before = roleRow().className;
    spotlight.point({ ...spanOf(portalText, "ForAnyOfAnyValues:GuidEquals"), pointer: "code" });
    await waitFor(() => expect(roleRow().className).not.toBe(before));
    spotlight.point(null);
    await waitFor(() => expect(roleRow().className).toBe(before));
  });
});
