import { makeStyles, tokens } from "@fluentui/react-components";
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { useRemembered } from "../host/settings";

const useStyles = makeStyles({
  pane: { display: "grid", height: "100%", minHeight: 0, minWidth: 0 },
  side: { minWidth: 0, minHeight: 0, overflow: "hidden", display: "flex", flexDirection: "column" },
  bar: {
    cursor: "col-resize",
    touchAction: "none",
    position: "relative",
    backgroundColor: tokens.colorNeutralStroke2,
    // A wider place to grab than to see.
    "::after": { content: '""', position: "absolute", top: 0, bottom: 0, left: "-3px", right: "-3px", zIndex: 1 },
    ":hover": { backgroundColor: tokens.colorBrandStroke1 },
    ":focus-visible": { backgroundColor: tokens.colorBrandStroke1, outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

const smallest = 25;
const largest = 75;

/** Two panes side by side with a bar between them that is moved by mouse or by arrow keys; the place is remembered. */
export function SplitPane({ name, label, start, left, right }: { name: string; label: string; start: number; left: ReactNode; right: ReactNode }) {
  const styles = useStyles();
  const [kept, keep] = useRemembered(`split.${name}`, String(start));
  const [dragged, setDragged] = useState<number | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const share = clamp(dragged ?? Number(kept), start);

  const shareAt = (event: PointerEvent): number => {
    const box = frame.current?.getBoundingClientRect();
    return box === undefined || box.width === 0 ? share : clamp(((event.clientX - box.left) / box.width) * 100, start);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -2, ArrowRight: 2, Home: smallest - share, End: largest - share }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    keep(String(clamp(share + step, start)));
  };
  return (
    <div ref={frame} className={styles.pane} style={{ gridTemplateColumns: `minmax(0, ${share}fr) 1px minmax(0, ${100 - share}fr)` }}>
      <div className={styles.side}>{left}</div>
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuemin={smallest}
        aria-valuemax={largest}
        aria-valuenow={Math.round(share)}
        tabIndex={0}
        className={styles.bar}
        onKeyDown={onKeyDown}
        onDoubleClick={() => keep(String(start))}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragged(share);
        }}
        onPointerMove={(event) => dragged !== null && setDragged(shareAt(event))}
        onPointerUp={(event) => {
          if (dragged === null) return;
          keep(String(Math.round(shareAt(event) * 10) / 10));
          setDragged(null);
        }}
      />
      <div className={styles.side}>{right}</div>
    </div>
  );
}

function clamp(share: number, start: number): number {
  return Number.isFinite(share) ? Math.min(Math.max(share, smallest), largest) : start;
}
