import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { SortBy } from "../../host/generated/SortBy";
import type { GridView } from "./source";

/** `created~,role`: by creation, latest first, then by role. */
export function sortText(sort: readonly SortBy[]): string {
  return sort.map(({ column, descending }) => `${column}${descending ? "~" : ""}`).join(",");
}

export function sortOf(text: unknown): SortBy[] {
  if (typeof text !== "string" || text === "") return [];
  return text.split(",").map((part) => ({ column: part.replace(/~$/, ""), descending: part.endsWith("~") }));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** The view of the page's table, kept in the address so that it can be gone back to, kept and sent. */
export function useGridView(): [GridView, (change: Partial<GridView>) => void] {
  const navigate = useNavigate();
  const search: { filter?: unknown; sort?: unknown; row?: unknown } = useSearch({ strict: false });
  const { filter, sort, row } = search;
  const view = useMemo<GridView>(() => ({ filter: textOf(filter), sort: sortOf(sort), row: textOf(row) || null }), [filter, sort, row]);
  const change = useCallback(
    (next: Partial<GridView>) => {
      // Moving from detail to detail is no step that the user would want to go back by.
      const replace = Object.keys(next).every((key) => key === "row");
      void navigate({
        to: ".",
        replace,
        search: (now: Record<string, unknown>) => {
          const merged = {
            ...now,
            ...(next.filter === undefined ? {} : { filter: next.filter }),
            ...(next.sort === undefined ? {} : { sort: sortText(next.sort) }),
            ...(next.row === undefined ? {} : { row: next.row ?? "" }),
          };
          return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ""));
        },
      });
    },
    [navigate],
  );
  return [view, change];
}
