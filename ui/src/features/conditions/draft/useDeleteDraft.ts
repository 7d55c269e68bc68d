import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useNotify, useNotifyFailure } from "../../../components/notify";
import { useHost } from "../../../host/context";
import { draftsKey } from "../../../host/queries";
import type { DraftSession } from "../session/DraftSession";
import { useOpenDraftId } from "./newDraft";

/** Deletes the open draft and offers to take that back. */
export function useDeleteDraft(session: DraftSession): () => Promise<void> {
  const host = useHost();
  const client = useQueryClient();
  const [, open] = useOpenDraftId();
  const notify = useNotify();
  const notifyFailure = useNotifyFailure();
  return useCallback(async () => {
    const { id, name } = session.state();
    try {
      await session.flush();
      await host.deleteDraft({ id });
      await client.invalidateQueries({ queryKey: draftsKey });
      open(null);
    } catch (thrown) {
      notifyFailure("The draft was not deleted", thrown);
      return;
    }
    const restore = async (): Promise<void> => {
      try {
        await host.restoreDraft({ id });
        await client.invalidateQueries({ queryKey: draftsKey });
        open(id);
      } catch (thrown) {
        notifyFailure("The draft was not brought back", thrown);
      }
    };
    notify({ intent: "info", title: `Deleted “${name}”`, action: { title: "Undo", run: () => void restore() } });
  }, [session, host, client, open, notify, notifyFailure]);
}
