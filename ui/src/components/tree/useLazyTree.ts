import { useQueries, type UseQueryOptions } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";

/** A node as it is read; children are asked for when it is opened. */
export interface Placed<Node> {
  node: Node;
  key: string;
  depth: number;
  expanded: boolean;
}

export interface Branch<Node> {
  nodes: readonly Node[];
}

interface LazyTree<Node> {
  placed: Placed<Node>[];
  pending: boolean;
  error: unknown;
  retry(): void;
  toggle(key: string): void;
  open(keys: readonly string[]): void;
}

/** The lines of a tree whose branches are read one by one; `null` is the branch at the top. */
export function useLazyTree<Node>(
  branchOf: (parent: string | null) => UseQueryOptions<Branch<Node>>,
  keyOf: (node: Node) => string,
  openAtFirst: readonly string[],
): LazyTree<Node> {
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(() => new Set(openAtFirst));
  const open = useCallback((keys: readonly string[]) => setExpanded((now) => (keys.every((key) => now.has(key)) ? now : new Set([...now, ...keys]))), []);
  const parents = useMemo(() => [null, ...expanded], [expanded]);
  const branches = useQueries({ queries: parents.map((parent) => branchOf(parent)) });
  const found = new Map(parents.map((parent, index) => [parent, branches[index]?.data]));
  const placed: Placed<Node>[] = [];
  const walk = (parent: string | null, depth: number): void => {
    for (const node of found.get(parent)?.nodes ?? []) {
      const key = keyOf(node);
      const isOpen = expanded.has(key);
      placed.push({ node, key, depth, expanded: isOpen });
      // A tree that led back to itself would never end.
      if (isOpen && depth < 64) walk(key, depth + 1);
    }
  };
  walk(null, 0);
  const failed = branches.find(({ isError }) => isError);
  return {
    placed,
    pending: branches[0]?.isPending === true,
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
    toggle: (key) =>
      setExpanded((now) => {
        const next = new Set(now);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
    open,
  };
}
