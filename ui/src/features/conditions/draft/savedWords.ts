import type { SaveState } from "../session/saver";

/** How the draft stands, as the status bar and the draft bar say it. */
export function savedWords(saved: SaveState): string {
  switch (saved) {
    case "saved":
      return "draft saved";
    case "unsaved":
    case "saving":
      return "saving…";
    case "failed":
      return "draft NOT saved";
  }
}
