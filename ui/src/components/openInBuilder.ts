import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useHost } from "../host/context";
import type { DraftContent } from "../host/generated/DraftContent";
import { draftsKey } from "../host/queries";
import { useRemembered } from "../host/settings";
import { useNotifyFailure } from "./notify";

/** Makes a draft of a condition that was read and shows it in the builder. */
export function useOpenInBuilder(): (name: string, content: Pick<DraftContent, "text"> & Partial<DraftContent>) => Promise<void> {
  const host = useHost();
  const client = useQueryClient();
  const navigate = useNavigate();
  const notifyFailure = useNotifyFailure();
  const [, open] = useRemembered("conditions.draft", "");
  return useCallback(
    async (name, content) => {
      const blank = { role: null, principal: null, principal_type: null, scope: null, description: null, principal_names: {}, bench: [] };
      try {
        const draft = await host.createDraft({ name, content: { ...blank, ...content } });
        await client.invalidateQueries({ queryKey: draftsKey });
        open(String(draft.id));
        await navigate({ to: "/conditions" });
      } catch (thrown) {
        notifyFailure("The draft could not be made", thrown);
      }
    },
    [host, client, navigate, notifyFailure, open],
  );
}
