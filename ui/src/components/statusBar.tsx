import { createContext, useContext, type ReactNode } from "react";
import { createPortal } from "react-dom";

/** The place in the status bar where a page may say how it stands. */
export const StatusBarContext = createContext<HTMLElement | null>(null);

export function StatusItem({ children }: { children: ReactNode }) {
  const place = useContext(StatusBarContext);
  return place === null ? null : createPortal(children, place);
}
