import { useSyncExternalStore } from "react";
import type { DraftSession, SessionState } from "./DraftSession";

/** One part of an open draft. The component renders again only when this part changes, so `select` makes no new object. */
export function useSession<T>(session: DraftSession, select: (state: SessionState) => T): T {
  return useSyncExternalStore(session.subscribe, () => select(session.state()));
}
