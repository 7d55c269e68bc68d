import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { PageFacts } from "../../host/generated/PageFacts";
import type { SortBy } from "../../host/generated/SortBy";
import { pageSize, type GridSource } from "./source";

interface Page<Row> {
  rows: Row[];
  facts: PageFacts;
}

interface GridRows<Row> {
  /** Null until the first answer. */
  facts: PageFacts | null;
  rowAt(index: number): Row | undefined;
  /** The row of that key, if it is among those at hand. */
  find(key: string): Row | undefined;
  /** Whether what is shown is still that of the view before. */
  stale: boolean;
  error: unknown;
  retry(): void;
  /** Rows from one place to another, both included, whether they are on screen or not. */
  between(first: number, last: number): Promise<Row[]>;
}

/** How many rows a selection may be stretched over in one go. */
const stretch = 20_000;

/**
 * The rows around what is on screen, asked for by page. Pages that went out of sight are let go, so that a table of a
 * million rows costs what some hundred do.
 */
export function useGridRows<Row>(source: GridSource<Row>, filter: string, sort: SortBy[], firstIndex: number, lastIndex: number): GridRows<Row> {
  const client = useQueryClient();
  const pages = useSettled(Math.floor(firstIndex / pageSize), Math.floor(Math.max(lastIndex, firstIndex) / pageSize));
  const key = useMemo(() => ["rows", ...source.key, filter, sort], [source.key, filter, sort]);
  const good = useRef(key);

  const queryOf = useCallback(
    (page: number) => ({
      queryKey: [...key, page],
      queryFn: () => source.page({ filter, sort, offset: page * pageSize, limit: pageSize }),
      staleTime: Infinity,
      gcTime: 20_000,
      // The rows of the view before stay until the new ones are there: nothing blinks.
      placeholderData: (): Page<Row> | undefined => client.getQueryData<Page<Row>>([...good.current, page]),
    }),
    [client, source, key, filter, sort],
  );
  const results = useQueries({ queries: range(pages.first, pages.last).map(queryOf) });

  const known = new Map<number, Page<Row>>();
  for (const [index, { data }] of results.entries()) if (data !== undefined) known.set(pages.first + index, data);
  const answered = results.some(({ data, isPlaceholderData }) => data !== undefined && !isPlaceholderData);
  useEffect(() => {
    if (answered) good.current = key;
  }, [answered, key]);

  // On a leap to rows that are not there yet the count stays, and with it the place of the scrollbar.
  const fresh = known.values().next().value?.facts ?? null;
  const [last, setLast] = useState<PageFacts | null>(null);
  useEffect(() => {
    if (fresh !== null) setLast(fresh);
  }, [fresh]);

  const failed = results.find(({ isError }) => isError);
  return {
    facts: fresh ?? last,
    rowAt: (index) => known.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    find: (wanted) => [...known.values()].flatMap(({ rows }) => rows).find((row) => source.rowKey(row) === wanted),
    stale: results.some(({ isPlaceholderData }) => isPlaceholderData),
    error: failed?.error ?? null,
    retry: () => void client.refetchQueries({ queryKey: key }),
    between: async (from, to) => {
      const until = Math.min(to, from + stretch);
      const numbers = range(Math.floor(from / pageSize), Math.floor(until / pageSize));
      const found = await Promise.all(
        numbers.map((page) => {
          const { placeholderData: _, ...query } = queryOf(page);
          return client.fetchQuery(query);
        }),
      );
      const start = (numbers[0] ?? 0) * pageSize;
      return found.flatMap(({ rows }) => rows).slice(from - start, until - start + 1);
    },
  };
}

/** A step to the next page is followed at once; a leap only when the scrollbar rests, so that no page flown over is asked for. */
function useSettled(first: number, last: number): { first: number; last: number } {
  const [settled, setSettled] = useState({ first, last });
  const near = Math.abs(first - settled.first) <= 1;
  useEffect(() => {
    if (settled.first === first && settled.last === last) return;
    const timer = setTimeout(() => setSettled({ first, last }), near ? 0 : 60);
    return () => clearTimeout(timer);
  }, [first, last, near, settled]);
  return settled;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index);
}
