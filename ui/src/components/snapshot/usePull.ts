import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useHost } from "../../host/context";
import type { SnapshotId } from "../../host/generated/SnapshotId";
import { pullsQuery, sessionQuery, snapshotsQuery } from "../../host/queries";
import { apiErrorOf } from "../../host/types";
import { useCommandRegistry } from "../commands/CommandProvider";
import { useNotify, useNotifyFailure } from "../notify";

/** Starts long reading; where a token is missing, offers to sign in. */
export function usePull(): (what: string, begin: () => Promise<SnapshotId | null>) => Promise<SnapshotId | null> {
  const host = useHost();
  const client = useQueryClient();
  const registry = useCommandRegistry();
  const notify = useNotify();
  const notifyFailure = useNotifyFailure();
  return useCallback(
    async (what, begin) => {
      try {
        const begun = await begin();
        await Promise.all([snapshotsQuery(host), pullsQuery(host), sessionQuery(host)].map(({ queryKey }) => client.invalidateQueries({ queryKey })));
        return begun;
      } catch (thrown) {
        const error = apiErrorOf(thrown);
        if (error.code !== "sign-in-needed") notifyFailure(what, thrown);
        else {
          const body = error.hint === null ? {} : { body: error.hint };
          notify({ intent: "warning", title: `${what}: ${error.message}`, ...body, action: { title: "Sign in", run: () => registry.run("session.signIn") } });
        }
        return null;
      }
    },
    [host, client, registry, notify, notifyFailure],
  );
}
