import { queryOptions } from "@tanstack/react-query";
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
