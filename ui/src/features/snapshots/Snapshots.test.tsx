import { screen, waitFor, within } from "@testing-library/react";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Host } from "../../host/types";
import { giveLayout, openTenant } from "../../testing/openTenant";

beforeAll(giveLayout);

describe("snapshots", () => {
  it("stand on a timeline with what changed in words", async () => {
    openTenant("/snapshots");
    const contoso = within(await screen.findByRole("region", { name: "Snapshots of Contoso" }));
    expect(contoso.getByText("3 granted, 1 condition changed, 1 lock removed")).toBeVisible();
    expect(contoso.getByText("first snapshot of the tenant")).toBeVisible();
    expect(screen.getByText("interrupted; can be resumed")).toBeVisible();
    expect(screen.getByText("1,204 scopes were read, 2 refused, 1 failed.")).toBeVisible();
  });

  it("are compared with the one before, and a change opens with what it newly allows", async () => {
    const diffSnapshots = vi.fn<Host["diffSnapshots"]>();
    const { user, host } = openTenant("/snapshots?tab=changes");
    diffSnapshots.mockImplementation(host.diffSnapshots);
    const grid = await screen.findByRole("grid", { name: "Changes" });
    expect(await screen.findByText(/^48 rows/)).toBeVisible();
    grid.focus();
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    expect(await screen.findByText("assign AcrPush to a service principal")).toBeVisible();
    expect(screen.getByText("More is allowed, or less protected, than before.")).toBeVisible();
  });

  it("say what was refused, in Azure's words, and which role would allow it", async () => {
    const { user } = openTenant("/snapshots?tab=coverage");
    const tree = await screen.findByRole("tree", { name: "Coverage" });
    await within(tree).findByRole("treeitem", { name: /Contoso/ });
    tree.focus();
    await user.keyboard("{ArrowDown}{ArrowRight}");
    await user.click(await within(tree).findByRole("treeitem", { name: /refused/ }));
    expect(await screen.findByText(/AuthorizationFailed: The client/)).toBeVisible();
    expect(screen.getByText(/Reader at this scope or above/)).toBeVisible();
  });

  it("lead from the review to what has not been looked at", async () => {
    const { user } = openTenant("/snapshots?tab=review");
    expect(await screen.findByText(/321 of 1,204 privileged assignments are settled/)).toBeVisible();
    await user.click(screen.getByText("879 have not been looked at"));
    await waitFor(() => expect(decodeURIComponent(location.hash)).toContain("/access?filter=is:privileged+-is:annotated"));
  });

  it("are resumed, saved and deleted, the last only after a question", async () => {
    const resumePull = vi.fn(async () => ({ snapshot: 4 }));
    const deleteSnapshot = vi.fn(async () => undefined);
    const exportSnapshot = vi.fn(async () => ({ path: "/home/dara/contoso.rolewright" }));
    const { user } = openTenant("/snapshots?snapshot=4", { resumePull, deleteSnapshot, exportSnapshot });
    await user.click(await screen.findByRole("button", { name: "Resume" }));
    expect(resumePull).toHaveBeenCalledWith({ snapshot: 4 });
    await user.click(screen.getByRole("button", { name: "Export…" }));
    expect((await screen.findAllByText("/home/dara/contoso.rolewright")).length).toBeGreaterThan(0);
    await user.click(screen.getByRole("button", { name: "More for this snapshot" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete…" }));
    expect(deleteSnapshot).not.toHaveBeenCalled();
    await user.click(await screen.findByRole("button", { name: "Delete the snapshot" }));
    expect(deleteSnapshot).toHaveBeenCalledWith({ snapshot: 4 });
  });
});
