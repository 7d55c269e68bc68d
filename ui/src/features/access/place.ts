import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Reach } from "../../host/generated/Reach";

interface Place {
  scope: string;
  reach: Reach;
}

function isReach(value: unknown): value is Reach {
  return value === "direct" || value === "inherited" || value === "below";
}

/** Which scope is looked at and how far; stands in the page's address. The whole tenant where it says nothing. */
export function usePlace(): [Place, (change: Partial<Place>) => void] {
  const navigate = useNavigate();
  const search: { scope?: unknown; reach?: unknown } = useSearch({ strict: false });
  const scope = typeof search.scope === "string" && search.scope !== "" ? search.scope : "/";
  const reach = isReach(search.reach) ? search.reach : "below";
  const go = useCallback(
    (change: Partial<Place>) => void navigate({ to: ".", search: (now: Record<string, unknown>) => ({ ...now, ...change, row: undefined }) }),
    [navigate],
  );
  return [{ scope, reach }, go];
}
