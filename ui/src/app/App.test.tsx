import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { HostProvider } from "../host/context";
import type { Host } from "../host/types";
import { emptyAnalysis, portalAnalysis, portalText, smallCatalogue } from "../testing/fixtures";
import { contentOf, createTestHost } from "../testing/testHost";
import { nothingSaid } from "../features/conditions/start/imported";
import { App } from "./App";

function double(answers: Partial<Host> = {}): Host {
  return createTestHost({
    catalogue: async () => smallCatalogue,
    analyzeCondition: async ({ text }) => (text === portalText ? portalAnalysis : emptyAnalysis),
    exportCondition: async () => [],
    ...answers,
  });
}

function open(host: Host) {
  render(
    <HostProvider value={host}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <App />
      </QueryClientProvider>
    </HostProvider>,
  );
  return userEvent.setup();
}

beforeEach(() => {
  location.hash = "#/conditions";
});

describe("the window", () => {
  it("opens on Conditions, with two doors to a tenant while nothing has been read", async () => {
    location.hash = "";
    open(double());
    expect(await screen.findByRole("button", { name: /^Sign in and read a tenant/ })).toBeVisible();
    expect(screen.getByRole("button", { name: /^Open the demo tenant/ })).toBeVisible();
  });

  it("offers three ways to begin on Conditions", async () => {
    open(double());
    expect(await screen.findByRole("button", { name: /From a template/ })).toBeVisible();
    expect(screen.getByRole("button", { name: /Blank/ })).toBeVisible();
    expect(screen.getByRole("button", { name: /Paste anything/ })).toBeVisible();
    expect(screen.getAllByRole("navigation")).toHaveLength(1);
  });

  it("opens the newest draft and says that it is saved", async () => {
    const host = double();
    await host.createDraft({ name: "Payments pipeline delegate", content: contentOf(portalText) });
    open(host);
    expect(await screen.findByRole("heading", { name: "Payments pipeline delegate" })).toBeVisible();
    expect((await screen.findAllByText("draft saved")).length).toBeGreaterThan(0);
    expect(await screen.findByText("When assigning roles (write)")).toBeVisible();
  });

  it("says what to do when the store cannot be read", async () => {
    open(double({ listDrafts: () => Promise.reject({ code: "store", message: "the database is newer than this version", hint: "install the newer version" }) }));
    expect(await screen.findByText("The drafts could not be read")).toBeVisible();
    expect(screen.getByText("install the newer version")).toBeVisible();
  });

  it("starts from a pasted file with several conditions", async () => {
    const span = { start: 0, end: 1, line: 3, column: 1, from: 0, to: 1 };
    const importConditions: Host["importConditions"] = async () => [
      { text: "one", host: "terraform", span, label: "azurerm_role_assignment.first", version: "2.0", template: false, assignment: nothingSaid },
      {
        text: portalText,
        host: "terraform",
        span: { ...span, start: 9 },
        label: "azurerm_role_assignment.second",
        version: "2.0",
        template: false,
        assignment: {
          ...nothingSaid,
          role: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
          principal: "11111111-1111-1111-1111-111111111111",
          principal_name: "Team Blue",
          computed: [{ part: "scope", text: "var.scope" }],
        },
      },
    ];
    const host = double({ importConditions });
    const user = open(host);
    await user.click(await screen.findByRole("button", { name: /Paste anything/ }));
    await user.click(await screen.findByLabelText(/A condition, Bicep/));
    await user.paste("resource …");
    await user.click(await screen.findByLabelText(/azurerm_role_assignment.second/));
    expect(screen.getByText("For Take away it fills in role and principal.")).toBeVisible();
    expect(screen.getByText(/Left empty, because the file computes it: scope/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Open as a new draft" }));
    expect(await screen.findByRole("heading", { name: "azurerm_role_assignment.second" })).toBeVisible();
    expect(await screen.findByText("When assigning roles (write)")).toBeVisible();
    const { content } = await host.openDraft({ id: 1 });
    expect(content).toMatchObject({ role: "acdd72a7-3385-48ef-bd42-f606fba81ae7", scope: null });
    expect(content.principal_names).toEqual({ "11111111-1111-1111-1111-111111111111": "Team Blue" });
  });

  it("finds commands, templates and roles in the palette", async () => {
    const host = double();
    const copy = vi.spyOn(host, "copyText");
    const user = open(host);
    await screen.findByRole("button", { name: /From a template/ });
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox", { name: "Search or run" }), "acrpull");
    expect(await screen.findByText("Roles: copy the id")).toBeVisible();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(copy).toHaveBeenCalledWith({ text: "7f951dda-4ed3-4680-a7ca-43fe172d538d" }));
  });

  it("changes a shortcut and keeps it", async () => {
    const host = double();
    const user = open(host);
    await screen.findByRole("button", { name: /From a template/ });
    await user.keyboard("{Control>},{/Control}");
    await user.click(await screen.findByRole("button", { name: /Change the key for Next problem: F8/ }));
    await user.keyboard("{Control>}j{/Control}");
    expect(await screen.findByRole("button", { name: /Change the key for Next problem: Ctrl\+J/ })).toBeVisible();
    expect((await host.getSettings()).shortcuts).toEqual({ "problem.next": "Ctrl+J" });
  });
});
