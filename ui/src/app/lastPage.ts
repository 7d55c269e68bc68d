import { useLocation } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Settings } from "../host/generated/Settings";
import { useRemembered } from "../host/settings";
import { pages, type Page } from "./pages";
import { createAppRouter } from "./router";

const home: Page["to"] = "/conditions";

function searchOf(text: string): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(text);
    return typeof kept === "object" && kept !== null ? { ...kept } : {};
  } catch {
    // A page without its filter is still the page.
    return {};
  }
}

type AppRouter = ReturnType<typeof createAppRouter>;

/** A router that stands where the window was left, unless an address says otherwise, with that page loaded. */
async function opened({ layout }: Settings): Promise<AppRouter> {
  const router = createAppRouter();
  if (router.history.location.pathname === "/") {
    const to = pages.find((page) => page.to === layout["page"])?.to ?? home;
    const { href } = router.buildLocation({ to, search: () => searchOf(layout["page.search"] ?? "{}") });
    router.history.replace(href);
  }
  await router.load();
  return router;
}

/** The router, once the settings are known and its first page can be drawn with the frame around it. */
export function useFirstPage(settings: Settings | null): AppRouter | null {
  const [router, setRouter] = useState<AppRouter | null>(null);
  const known = settings !== null;
  useEffect(() => {
    if (settings !== null) void opened(settings).then(setRouter);
    // oxlint-disable-next-line react/exhaustive-deps -- where it was left is asked once, not after each change
  }, [known]);
  return router;
}

/** Remembers the page and its filter. */
export function useKeepPage(): void {
  const { pathname, search } = useLocation();
  const [, keepPage] = useRemembered("page", home);
  const [, keepFilter] = useRemembered("page.search", "{}");
  useEffect(() => {
    keepPage(pathname);
    keepFilter(JSON.stringify(search));
  }, [pathname, search, keepPage, keepFilter]);
}
