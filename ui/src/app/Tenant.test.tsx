import { act, screen, waitFor } from "@testing-library/react";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { PullProgress } from "../host/generated/PullProgress";
import type { Host } from "../host/types";
import { giveLayout, openTenant } from "../testing/openTenant";
import { noTenant, progressByHand } from "../testing/tenantHost";
import { snapshotOf } from "../testing/contoso";

beforeAll(giveLayout);

const nothing = { listSnapshots: async () => [], session: noTenant((name) => () => Promise.reject(new Error(name))).session };
const tenant = { id: "t1", name: "Contoso", domain: "contoso.example", opened: true };
const account = { id: "a1", name: "dara@contoso.example", door: "device-code" as const, cloud: "public", usable: true, remembered: false, tenants: [tenant] };
const pull: PullProgress = { snapshot: 3, tenant: "Contoso", state: { kind: "running" }, stage: "role-assignments", stage_number: 4, stages: 15, done: 6200, total: 10_000, rate: 820, seconds_left: 5, fraction: 0.62, not_read: 0, waiting: null };

describe("the first start", () => {
  it("offers two doors, and the demo tenant opens with one click", async () => {
    const openDemoTenant = vi.fn(async () => ({ snapshot: 1 }));
    const { user } = openTenant("#/overview", { ...nothing, openDemoTenant });
    expect(await screen.findByRole("heading", { name: "Nothing has been read yet" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: /^Open the demo tenant/ }));
    expect(openDemoTenant).toHaveBeenCalledOnce();
  });

  it("says what to do when the demo tenant cannot be opened", async () => {
    const { user } = openTenant("", { ...nothing, openDemoTenant: () => Promise.reject({ code: "internal", message: "no port is free", hint: "close other programs" }) });
    await user.click(await screen.findByRole("button", { name: /^Open the demo tenant/ }));
    expect((await screen.findAllByText(/no port is free/)).length).toBeGreaterThan(0);
  });
});

describe("signing in", () => {
  it("goes by device code from the code to the first snapshot", async () => {
    const heard = progressByHand();
    const startPull = vi.fn(async () => ({ snapshot: 1 }));
    const openPage = vi.fn(async () => undefined);
    const startSignIn = vi.fn<Host["startSignIn"]>(async () => ({ sign_in: 7 }));
    const { user, host } = openTenant("", { ...nothing, watchProgress: heard.watchProgress, startSignIn, startPull, openPage });
    const copy = vi.spyOn(host, "copyText");
    await user.click(await screen.findByRole("button", { name: /^Sign in and read a tenant/ }));
    await user.click(await screen.findByRole("radio", { name: "Device code" }));
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    await waitFor(() => expect(startSignIn).toHaveBeenCalledWith({ door: { kind: "device-code" }, cloud: "public", tenant: null, remember: true }));
    act(() => heard.send({ kind: "sign-in", sign_in: 7, step: { kind: "device-code", code: "FK7XM2QP", page: "https://microsoft.com/devicelogin", expires_at: "2026-11-21T14:15:00Z" } }));
    expect(await screen.findByText("FK7XM2QP")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Copy and open the page" }));
    expect(copy).toHaveBeenCalledWith({ text: "FK7XM2QP" });
    expect(openPage).toHaveBeenCalledWith({ url: "https://microsoft.com/devicelogin" });
    act(() => heard.send({ kind: "sign-in", sign_in: 99, step: { kind: "cancelled" } }));
    act(() => heard.send({ kind: "sign-in", sign_in: 7, step: { kind: "done", account, tenant } }));
    await user.click(await screen.findByRole("button", { name: "Take a snapshot of Contoso" }));
    expect(startPull).toHaveBeenCalledWith({ account: "a1", tenant: "t1" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("asks a service principal for all it needs and says why it was refused", async () => {
    const heard = progressByHand();
    const startSignIn = vi.fn<Host["startSignIn"]>(async () => ({ sign_in: 8 }));
    const { user } = openTenant("", { ...nothing, watchProgress: heard.watchProgress, startSignIn });
    await user.click(await screen.findByRole("button", { name: /^Sign in and read a tenant/ }));
    await user.click(await screen.findByRole("radio", { name: "Service principal, secret" }));
    const button = screen.getByRole("button", { name: "Sign in" });
    expect(button).toBeDisabled();
    await user.type(screen.getByRole("textbox", { name: /Tenant/ }), "contoso.example");
    await user.type(screen.getByRole("textbox", { name: /Client id/ }), "app");
    expect(button).toBeDisabled();
    await user.type(screen.getByLabelText(/Client secret/), "hunter2");
    await user.click(button);
    await waitFor(() => expect(startSignIn.mock.lastCall?.[0].door).toEqual({ kind: "service-principal-secret", client_id: "app", secret: "hunter2" }));
    act(() => heard.send({ kind: "sign-in", sign_in: 8, step: { kind: "failed", error: { code: "invalid-input", message: "AADSTS7000215: invalid client secret provided", hint: "make a new secret in the app registration" } } }));
    expect(await screen.findByText(/AADSTS7000215/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Choose another way" }));
    expect(await screen.findByLabelText(/Client secret/)).toHaveValue("hunter2");
  });
});

describe("a pull", () => {
  it("shows how far it is, can be cancelled, and says how it ended", async () => {
    const heard = progressByHand();
    const cancelPull = vi.fn(async () => undefined);
    const { user } = openTenant("/access", { watchProgress: heard.watchProgress, cancelPull });
    await screen.findByRole("grid");
    act(() => heard.send({ kind: "pull", ...pull }));
    expect(await screen.findByText("Contoso: 62 % (6,200 of 10,000 role assignments, 820/s, 5 s left)")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(cancelPull).toHaveBeenCalledWith({ snapshot: 3 });
    act(() => heard.send({ kind: "pull", ...pull, state: { kind: "cancelled" } }));
    expect((await screen.findAllByText("Reading Contoso was cancelled")).length).toBeGreaterThan(0);
    expect(screen.queryByRole("progressbar")).toBeNull();
  });

  it("offers to sign in where a token is missing", async () => {
    const { user } = openTenant("/access", { startPull: () => Promise.reject({ code: "sign-in-needed", message: "the session of `dara` has ended", hint: "sign in again" }) });
    await screen.findByRole("grid");
    await user.keyboard("{Control>}{Shift>}p{/Shift}{/Control}");
    await user.click(await screen.findByRole("option", { name: /Contoso/ }));
    await user.click((await screen.findAllByRole("button", { name: "Sign in" }))[0]!);
    // The dialog before this one has just gone; without a layout it still hides the next from roles.
    expect(await screen.findByText("Sign in to a tenant")).toBeInTheDocument();
  });
});

describe("the top bar", () => {
  it("says which tenant, as of when and what is not readable, and changes the snapshot", async () => {
    const { user } = openTenant("/access");
    const badge = await screen.findByRole("button", { name: /Contoso.*3 scopes not readable/ });
    await user.click(badge);
    await user.click(await screen.findByRole("menuitemradio", { name: /1 Nov 2026/ }));
    expect(await screen.findByRole("button", { name: /Contoso.*as of 1 Nov/ })).toBeVisible();
  });

  it("finds principals and scopes of the snapshot in the palette", async () => {
    const { user } = openTenant("/overview", { listSnapshots: async () => [snapshotOf()] });
    await screen.findByRole("heading", { name: "What deserves attention" });
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox", { name: "Search or run" }), "dara");
    await user.click(await screen.findByRole("option", { name: /Dara Lindqvist/ }));
    await waitFor(() => expect(decodeURIComponent(location.hash)).toContain("/access?filter=principal="));
  });

  it("leads from a tile to the rows behind it", async () => {
    const { user } = openTenant("/overview");
    await user.click(await screen.findByRole("button", { name: /Show: 37/ }));
    await waitFor(() => expect(decodeURIComponent(location.hash)).toBe("#/access?filter=is:unconstrained"));
  });
});
