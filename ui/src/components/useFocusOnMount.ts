import { useCallback } from "react";

/**
 * A ref that puts the focus on its element once that is shown. Not `autoFocus`: React focuses then before a popover has
 * its place, and the window jumps.
 */
export function useFocusOnMount(): (element: HTMLElement | null) => void {
  return useCallback((element: HTMLElement | null) => {
    requestAnimationFrame(() => element?.focus({ preventScroll: true }));
  }, []);
}
