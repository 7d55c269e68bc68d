import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useRemembered } from "../host/settings";
import { pages, type Page } from "./pages";

function searchOf(text: string): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(text);
    return typeof kept === "object" && kept !== null ? { ...kept } : {};
  } catch {
    // A page without its filter is still the page.
    return {};
  }
}

/** Opens the window on the page and filter where it was left, and remembers where it is. */
export function useLastPage(home: Page["to"]): void {
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const [page, keepPage] = useRemembered("page", home);
  const [filter, keepFilter] = useRemembered("page.search", "{}");
  const [start] = useState({ to: pages.find(({ to }) => to === page)?.to ?? home, search: searchOf(filter) });
  const nowhere = pathname === "/";
  useEffect(() => {
    if (nowhere) void navigate({ to: start.to, search: () => start.search, replace: true });
  }, [nowhere, start, navigate]);
  useEffect(() => {
    if (nowhere) return;
    keepPage(pathname);
    keepFilter(JSON.stringify(search));
  }, [nowhere, pathname, search, keepPage, keepFilter]);
}
