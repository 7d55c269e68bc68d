import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useHost } from "../../host/context";
import type { PullProgress } from "../../host/generated/PullProgress";
import { pullsQuery, snapshotKey, snapshotsQuery } from "../../host/queries";
import { useNotify } from "../notify";
import { isUnderWay } from "./isUnderWay";

/** Hears how pulls get on, for every part of the window that shows it. */
export function PullWatch() {
  const host = useHost();
  const client = useQueryClient();
  const notify = useNotify();
  useEffect(
    () =>
      host.watchProgress((event) => {
        if (event.kind !== "pull") return;
        const query = pullsQuery(host);
        const before = client.getQueryData(query.queryKey) ?? [];
        const known = before.some(({ snapshot }) => snapshot === event.snapshot);
        client.setQueryData(query.queryKey, [...before.filter(({ snapshot }) => snapshot !== event.snapshot), event].filter(isUnderWay));
        if (isUnderWay(event)) {
          if (!known) void client.invalidateQueries({ queryKey: snapshotsQuery(host).queryKey });
          return;
        }
        void client.invalidateQueries({ queryKey: snapshotsQuery(host).queryKey });
        void client.invalidateQueries({ queryKey: snapshotKey(event.snapshot) });
        notify(outcomeOf(event));
      }),
    [host, client, notify],
  );
  return null;
}

function outcomeOf({ state, tenant, not_read }: PullProgress): { intent: "success" | "warning" | "error" | "info"; title: string; body?: string } {
  switch (state.kind) {
    case "whole":
      return { intent: "success", title: `${tenant} has been read whole` };
    case "partial":
      return { intent: "warning", title: `${tenant} has been read`, body: `${not_read === 0 ? "Some of it" : not_read === 1 ? "1 scope" : `${not_read} scopes`} could not be read; Snapshots says what and why.` };
    case "failed":
      return { intent: "error", title: `Reading ${tenant} stopped: ${state.error.message}`, body: state.error.hint ?? "Snapshots can resume it from where it stood." };
    default:
      return { intent: "info", title: `Reading ${tenant} was cancelled`, body: "What was read is kept; Snapshots can resume it." };
  }
}
