import { useLayoutEffect, useState, type RefObject } from "react";
import { flushSync } from "react-dom";

interface Asked {
  count: number;
  /** Of each row, in pixels. */
  rowHeight: number;
  /** How many rows beyond those in sight are there already. */
  overscan: number;
  /** Pixels that a header takes above the rows; it stays in sight. */
  header?: number;
}

interface FixedRows {
  /** The rows that are drawn, in their order. */
  rows: number[];
  /** At least as many as are drawn at any time. */
  most: number;
  /** How many are in sight whole. */
  fit: number;
  /** Of all rows, in pixels. */
  height: number;
  /** Brings a row into sight by the shortest way. */
  show(index: number): void;
}

interface Seen {
  /** The first row in sight. */
  top: number;
  fit: number;
}

/**
 * Which rows of a scrolling list are drawn, where all have one height: arithmetic, so that a million rows cost what ten
 * do. The row at an index stands `index * rowHeight` below the header.
 */
export function useFixedRows(scroller: RefObject<HTMLElement | null>, { count, rowHeight, overscan, header = 0 }: Asked): FixedRows {
  const [{ top, fit }, setSeen] = useState<Seen>({ top: 0, fit: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = (): void => setSeen((now) => seen(now, element, rowHeight, header));
    look();
    // In the frame that scrolls, or it would show a gap.
    const onScroll = (): void => flushSync(look);
    element.addEventListener("scroll", onScroll, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener("scroll", onScroll);
      resized.disconnect();
    };
  }, [scroller, rowHeight, header]);
  const show = (index: number): void => {
    const element = scroller.current;
    if (element === null) return;
    const above = index * rowHeight;
    const below = above + rowHeight + header - element.clientHeight;
    const to = Math.max(Math.min(element.scrollTop, above), below);
    if (to === element.scrollTop) return;
    element.scrollTo({ top: to });
    // Drawn together with whatever else the caller changes, and not once more when the event comes.
    setSeen((now) => seen(now, element, rowHeight, header));
  };
  const first = Math.max(Math.min(top, count) - overscan, 0);
  const end = Math.min(top + fit + 2 + overscan, count);
  const rows = Array.from({ length: Math.max(end - first, 0) }, (_, at) => first + at);
  return { rows, most: fit + 2 + 2 * overscan, fit, height: count * rowHeight, show };
}

/** What is in sight now; the same object while nothing has changed. */
function seen(now: Seen, { scrollTop, clientHeight }: HTMLElement, rowHeight: number, header: number): Seen {
  const top = Math.floor(scrollTop / rowHeight);
  const fit = Math.floor((clientHeight - header) / rowHeight);
  return now.top === top && now.fit === fit ? now : { top, fit };
}
