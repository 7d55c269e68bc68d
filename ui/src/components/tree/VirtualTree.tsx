import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronDownRegular, ChevronRightRegular } from "@fluentui/react-icons";
import { useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useFixedRows } from "../useFixedRows";

/** One line of a tree that may have any number of lines. */
export interface TreeLine {
  key: string;
  depth: number;
  /** Found by its first letters. */
  name: string;
  expandable: boolean;
  expanded: boolean;
  content: ReactNode;
}

const rowHeight = 28;

const useStyles = makeStyles({
  tree: { flex: 1, minHeight: 0, overflowY: "auto", position: "relative", ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" } },
  line: {
    position: "absolute",
    left: 0,
    right: 0,
    height: `${rowHeight}px`,
    boxSizing: "border-box",
    display: "flex",
    alignItems: "center",
    gap: "4px",
    paddingRight: "10px",
    cursor: "default",
    whiteSpace: "nowrap",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  // Not the colour of selected things: in high contrast that is bright, and what has a colour of its own could not be read on it.
  chosen: { backgroundColor: tokens.colorNeutralBackground3, boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}`, fontWeight: tokens.fontWeightSemibold },
  chevron: { display: "flex", width: "16px", flexShrink: 0, fontSize: "14px", color: tokens.colorNeutralForeground3 },
});

interface Props {
  label: string;
  lines: readonly TreeLine[];
  chosen: string | null;
  choose(key: string): void;
  toggle(key: string): void;
}

/** A tree whose lines are drawn only where they are seen; moved in by arrows as trees are. */
export function VirtualTree({ label, lines, chosen, choose, toggle }: Props) {
  const styles = useStyles();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const drawn = useFixedRows(scroller, { count: lines.length, rowHeight, overscan: 8 });
  const here = Math.max(lines.findIndex(({ key }) => key === chosen), 0);
  const go = (index: number): void => {
    const line = lines[Math.min(Math.max(index, 0), lines.length - 1)];
    if (line === undefined) return;
    choose(line.key);
    drawn.show(lines.indexOf(line));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const line = lines[here];
    if (line === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    const inside = lines[here + 1];
    const above = lines.findLastIndex(({ depth }, index) => index < here && depth < line.depth);
    const acts: Record<string, (() => void) | undefined> = {
      ArrowDown: () => go(here + 1),
      ArrowUp: () => go(here - 1),
      Home: () => go(0),
      End: () => go(lines.length - 1),
      PageDown: () => go(here + 10),
      PageUp: () => go(here - 10),
      ArrowRight: () => (line.expandable && !line.expanded ? toggle(line.key) : inside !== undefined && inside.depth > line.depth && go(here + 1)),
      ArrowLeft: () => (line.expanded ? toggle(line.key) : above >= 0 && go(above)),
      Enter: () => line.expandable && toggle(line.key),
    };
    const letter = event.key.length === 1 && event.key !== " " ? event.key.toLowerCase() : null;
    const named = letter === null ? -1 : [...lines.keys()].map((step) => (here + 1 + step) % lines.length).find((index) => lines[index]?.name.toLowerCase().startsWith(letter) === true);
    const act = acts[event.key] ?? (named === undefined || named < 0 ? undefined : () => go(named));
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <div
      ref={scroller}
      role="tree"
      aria-label={label}
      tabIndex={0}
      className={styles.tree}
      aria-activedescendant={lines[here] === undefined ? undefined : `${id}line${here}`}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: drawn.height }} role="presentation">
        {drawn.rows.map((index) => {
          const line = lines[index];
          if (line === undefined) return null;
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the tree has the focus and its keys
            <div
              key={line.key}
              id={`${id}line${index}`}
              role="treeitem"
              aria-level={line.depth + 1}
              aria-selected={line.key === chosen}
              aria-expanded={line.expandable ? line.expanded : undefined}
              className={mergeClasses(styles.line, line.key === chosen && styles.chosen)}
              style={{ top: index * rowHeight, paddingLeft: 6 + line.depth * 16 }}
              onClick={() => choose(line.key)}
              onDoubleClick={() => line.expandable && toggle(line.key)}
            >
              {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree has the keys */}
              <span
                className={styles.chevron}
                onClick={(event) => {
                  event.stopPropagation();
                  if (line.expandable) toggle(line.key);
                }}
              >
                {line.expandable && (line.expanded ? <ChevronDownRegular aria-hidden /> : <ChevronRightRegular aria-hidden />)}
              </span>
              {line.content}
            </div>
          );
        })}
      </div>
    </div>
  );
}
