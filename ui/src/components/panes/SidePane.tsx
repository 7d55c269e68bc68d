import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { useRemembered } from "../../host/settings";

const useStyles = makeStyles({
  pane: { position: "relative", flexShrink: 0, minHeight: 0, display: "flex", flexDirection: "column", overflow: "hidden" },
  left: { borderRight: `1px solid ${tokens.colorNeutralStroke2}` },
  right: { borderLeft: `1px solid ${tokens.colorNeutralStroke2}` },
  bar: {
    position: "absolute",
    top: 0,
    bottom: 0,
    width: "7px",
    zIndex: 2,
    cursor: "col-resize",
    touchAction: "none",
    ":hover": { backgroundColor: tokens.colorBrandBackground2 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  barLeft: { right: 0 },
  barRight: { left: 0 },
});

interface Props {
  /** Its name in what the window remembers. */
  name: string;
  side: "left" | "right";
  label: string;
  smallest: number;
  largest: number;
  start: number;
  children: ReactNode;
}

/** A pane at one side of the page, as wide as its border is dragged or moved by arrow keys. */
export function SidePane({ name, side, label, smallest, largest, start, children }: Props) {
  const styles = useStyles();
  const [kept, keep] = useRemembered(`pane.${name}`, String(start));
  const [dragged, setDragged] = useState<{ x: number; from: number; width: number } | null>(null);
  const fitting = (width: number): number => (Number.isFinite(width) ? Math.round(Math.min(Math.max(width, smallest), largest)) : start);
  const width = fitting(dragged?.width ?? Number(kept));
  const outwards = side === "left" ? 1 : -1;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -16 * outwards, ArrowRight: 16 * outwards, Home: smallest - width, End: largest - width }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    keep(String(fitting(width + step)));
  };
  return (
    <aside aria-label={label} className={mergeClasses(styles.pane, side === "left" ? styles.left : styles.right)} style={{ width }}>
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={`Width of ${label}`}
        aria-valuemin={smallest}
        aria-valuemax={largest}
        aria-valuenow={width}
        tabIndex={0}
        className={mergeClasses(styles.bar, side === "left" ? styles.barLeft : styles.barRight)}
        onKeyDown={onKeyDown}
        onDoubleClick={() => keep(String(start))}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragged({ x: event.clientX, from: width, width });
        }}
        onPointerMove={(event) => setDragged((now) => (now === null ? null : { ...now, width: now.from + (event.clientX - now.x) * outwards }))}
        onPointerUp={() => {
          if (dragged !== null) keep(String(fitting(dragged.width)));
          setDragged(null);
        }}
      />
      {children}
    </aside>
  );
}
