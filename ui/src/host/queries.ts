import { queryOptions } from "@tanstack/react-query";
import type { AssignmentDetailRequest } from "./generated/AssignmentDetailRequest";
import type { Intent } from "./generated/Intent";
import type { Request } from "./generated/Request";
import type { ScopeOf } from "./generated/ScopeOf";
import type { TableName } from "./generated/TableName";
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

/** What a filter bar's text means; the same text means the same for good. */
export const filterQuery = (host: Host, table: TableName, text: string) =>
  queryOptions({
    queryKey: ["filter", table, text],
    queryFn: () => host.readFilter({ table, text }),
    staleTime: Infinity,
    gcTime: 60_000,
  });

export const viewsQuery = (host: Host, table: TableName) =>
  queryOptions({ queryKey: ["views", table], queryFn: () => host.savedViews({ table }) });

export const sessionQuery = (host: Host) => queryOptions({ queryKey: ["session"], queryFn: () => host.session() });

export const snapshotsQuery = (host: Host) =>
  queryOptions({ queryKey: ["snapshots"], queryFn: () => host.listSnapshots() });

export const pullsQuery = (host: Host) => queryOptions({ queryKey: ["pulls"], queryFn: () => host.pulls(), staleTime: Infinity });

// What stands below belongs to one snapshot; `snapshotKey` finds all of it when a pull has added to that snapshot.
export const snapshotKey = (snapshot: number) => ["snapshot", snapshot] as const;

export const overviewQuery = (host: Host, snapshot: number) =>
  queryOptions({ queryKey: [...snapshotKey(snapshot), "overview"], queryFn: () => host.overview({ snapshot }) });

export const reviewQuery = (host: Host, snapshot: number) =>
  queryOptions({ queryKey: [...snapshotKey(snapshot), "review"], queryFn: () => host.reviewProgress({ snapshot }) });

export const scopePathQuery = (host: Host, place: ScopeOf) =>
  queryOptions({ queryKey: [...snapshotKey(place.snapshot), "scope-path", place.scope], queryFn: () => host.scopePath(place), staleTime: Infinity });

export const assignmentQuery = (host: Host, request: AssignmentDetailRequest) =>
  queryOptions({
    queryKey: [...snapshotKey(request.of.snapshot), "assignment", request],
    queryFn: () => host.assignmentDetail(request),
    gcTime: 60_000,
  });
