import { queryOptions } from "@tanstack/react-query";
import type { Intent } from "./generated/Intent";
import type { Request } from "./generated/Request";
import type { Host } from "./types";

// Every query of the window, so that a key is written in one place only.
export const catalogueQuery = (host: Host) =>
  queryOptions({ queryKey: ["catalogue"], queryFn: () => host.catalogue(), staleTime: Infinity });

export const draftsKey = ["drafts"] as const;
export const draftsQuery = (host: Host, search: string) =>
  queryOptions({ queryKey: [...draftsKey, search], queryFn: () => host.listDrafts({ search }) });

export const settingsQuery = (host: Host) =>
  queryOptions({ queryKey: ["settings"], queryFn: () => host.getSettings(), staleTime: Infinity });

export const appInfoQuery = (host: Host) =>
  queryOptions({ queryKey: ["app-info"], queryFn: () => host.appInfo(), staleTime: Infinity });

export const ruleManualQuery = (host: Host, code: string) =>
  queryOptions({ queryKey: ["rule-manual", code], queryFn: () => host.ruleManual({ code }), staleTime: Infinity });

/** One answer for one request; the answer to the same question is the same for good. */
export const evaluationQuery = (host: Host, text: string, request: Request) =>
  queryOptions({
    queryKey: ["evaluation", text, request],
    queryFn: () => host.evaluateRequest({ text, request }),
    staleTime: Infinity,
    gcTime: 60_000,
  });

export const comparisonQuery = (host: Host, a: string, b: string) =>
  queryOptions({
    queryKey: ["comparison", a, b],
    queryFn: () => host.compareConditions({ a, b }),
    staleTime: Infinity,
    gcTime: 60_000,
  });

export const importQuery = (host: Host, text: string, fileName: string | null) =>
  queryOptions({
    queryKey: ["import", text, fileName],
    queryFn: () => host.importConditions({ text, file_name: fileName }),
    staleTime: Infinity,
    gcTime: 60_000,
  });

export const exportQuery = (host: Host, intent: Intent) =>
  queryOptions({
    queryKey: ["export", intent],
    queryFn: () => host.exportCondition(intent),
    staleTime: Infinity,
    gcTime: 60_000,
  });

export const draftQuery = (host: Host, id: number) =>
  queryOptions({ queryKey: ["draft", id], queryFn: () => host.openDraft({ id }), staleTime: 0 });
