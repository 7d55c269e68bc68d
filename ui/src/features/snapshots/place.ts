import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

export const tabs = ["summary", "changes", "coverage", "review"] as const;
export type Tab = (typeof tabs)[number];

interface Place {
  /** The snapshot that is looked at; null for the current one. */
  snapshot: number | null;
  /** What it is compared with; null for the one before it. */
  base: number | null;
  tab: Tab;
}

function idOf(value: unknown): number | null {
  const id = Number(value);
  return value === undefined || value === "" || !Number.isInteger(id) ? null : id;
}

/** Which snapshot, which tab and what it is compared with; stands in the page's address. */
export function usePlace(): [Place, (change: Partial<Place>) => void] {
  const navigate = useNavigate();
  const search: { snapshot?: unknown; base?: unknown; tab?: unknown } = useSearch({ strict: false });
  const go = useCallback(
    (change: Partial<Place>) => {
      const words = Object.fromEntries(Object.entries(change).map(([key, value]) => [key, value ?? undefined]));
      void navigate({ to: "/snapshots", search: (now: Record<string, unknown>) => ({ ...now, ...words, row: undefined }) });
    },
    [navigate],
  );
  return [{ snapshot: idOf(search.snapshot), base: idOf(search.base), tab: tabs.find((tab) => tab === search.tab) ?? "summary" }, go];
}
