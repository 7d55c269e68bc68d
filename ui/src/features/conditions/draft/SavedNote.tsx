import type { DraftSession } from "../session/DraftSession";
import { useSession } from "../session/useSession";
import { savedWords } from "./savedWords";

/** How the draft stands, for the status bar. */
export function SavedNote({ session }: { session: DraftSession }) {
  return <span>{savedWords(useSession(session, (state) => state.saved))}</span>;
}
