import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useNotifyFailure } from "../../../components/notify";
import { useHost } from "../../../host/context";
import type { DraftContent } from "../../../host/generated/DraftContent";
import { draftsKey } from "../../../host/queries";
import { useRemembered } from "../../../host/settings";

export const blank: DraftContent = {
  text: "",
  role: null,
  principal: null,
  principal_type: null,
  scope: null,
  description: null,
  principal_names: {},
  bench: [],
};

/** Which draft is open; empty for none. */
export function useOpenDraftId(): [number | null, (id: number | null) => void] {
  const [kept, keep] = useRemembered("conditions.draft", "");
  const open = useCallback((id: number | null) => keep(id === null ? "" : String(id)), [keep]);
  return [kept === "" ? null : Number(kept), open];
}

/** Makes a draft and opens it. Gives its id, or null where it could not be made. */
export function useNewDraft(): (name: string, content?: DraftContent) => Promise<number | null> {
  const host = useHost();
  const client = useQueryClient();
  const [, open] = useOpenDraftId();
  const notifyFailure = useNotifyFailure();
  return useCallback(
    async (name, content = blank) => {
      try {
        const draft = await host.createDraft({ name, content });
        await client.invalidateQueries({ queryKey: draftsKey });
        open(draft.id);
        return draft.id;
      } catch (thrown) {
        notifyFailure("The draft could not be made", thrown);
        return null;
      }
    },
    [host, client, open, notifyFailure],
  );
}
