import { Caption1, makeStyles, mergeClasses, SearchBox, Text, tokens } from "@fluentui/react-components";
import { CheckmarkRegular } from "@fluentui/react-icons";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useFocusOnMount } from "./useFocusOnMount";

export interface SearchItem {
  key: string;
  title: string;
  /** Small print under the title. */
  detail?: string | undefined;
  /** Before the title: a shield, a glyph. */
  mark?: ReactNode;
  /** At the right end: a shortcut, "custom". */
  note?: string | undefined;
  group?: string | undefined;
  /** What else it is found by, besides title and detail. */
  words?: string | undefined;
}

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", minHeight: 0, gap: tokens.spacingVerticalXS },
  search: { width: "100%", maxWidth: "none" },
  list: { overflowY: "auto", minHeight: 0, maxHeight: "320px" },
  group: { padding: "6px 8px 2px", color: tokens.colorNeutralForeground3, display: "block", fontWeight: tokens.fontWeightSemibold },
  option: {
    display: "grid",
    gridTemplateColumns: "20px minmax(0, 1fr) auto",
    alignItems: "center",
    columnGap: "6px",
    padding: "3px 8px",
    minHeight: "28px",
    boxSizing: "border-box",
    borderRadius: tokens.borderRadiusMedium,
    cursor: "pointer",
  },
  active: {
    backgroundColor: tokens.colorSubtleBackgroundHover,
    // In high contrast the background of what is meant is bright, and only this colour can be read on it.
    "& span": { color: tokens.colorNeutralForeground1Hover },
    outline: `1px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-1px",
  },
  words: { minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", display: "block" },
  detail: { color: tokens.colorNeutralForeground3 },
  mark: { display: "flex", fontSize: "16px" },
  empty: { padding: "12px 8px", color: tokens.colorNeutralForeground3 },
});

const shownAtMost = 200;

interface Props {
  label: string;
  placeholder: string;
  items: readonly SearchItem[];
  onPick(key: string): void;
  /** With it, several can be chosen: picked items carry a tick and picking again takes it away. */
  chosen?: ReadonlySet<string>;
  /** Says what the typed text itself would mean, if it means something (a pasted id). */
  typed?: (query: string) => SearchItem | null;
  onQuery?: (query: string) => void;
  empty?: string;
}

/** A search field over a list; the field keeps the focus and the arrows move in the list. */
export function SearchList({ label, placeholder, items, onPick, chosen, typed, onQuery, empty = "Nothing found" }: Props) {
  const styles = useStyles();
  const id = useId();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const field = useFocusOnMount();
  const found = useMemo(() => search(items, query, typed), [items, query, typed]);
  const shown = found.slice(0, shownAtMost);
  const current = Math.min(active, shown.length - 1);

  useEffect(() => {
    list.current?.querySelector(`[data-index="${current}"]`)?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive(Math.min(Math.max(current + step, 0), shown.length - 1));
    } else if (event.key === "Enter" && !event.ctrlKey) {
      const item = shown[current];
      if (item === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      onPick(item.key);
    }
  };
  return (
    <div className={styles.root}>
      <SearchBox
        className={styles.search}
        size="small"
        value={query}
        placeholder={placeholder}
        aria-label={label}
        onKeyDown={onKeyDown}
        onChange={(_, data) => {
          setQuery(data.value);
          setActive(0);
          onQuery?.(data.value);
        }}
        input={{
          ref: field,
          role: "combobox",
          "aria-expanded": true,
          "aria-autocomplete": "list",
          "aria-controls": `${id}list`,
          "aria-activedescendant": shown[current] === undefined ? undefined : `${id}option${current}`,
        }}
      />
      <div ref={list} id={`${id}list`} role="listbox" aria-label={label} aria-multiselectable={chosen !== undefined} className={styles.list}>
        {shown.map((item, index) => (
          <div key={item.key} role="presentation">
            {query === "" && item.group !== undefined && item.group !== shown[index - 1]?.group && <Caption1 className={styles.group}>{item.group}</Caption1>}
            <div
              id={`${id}option${index}`}
              data-index={index}
              data-key={item.key}
              role="option"
              tabIndex={-1}
              aria-selected={chosen === undefined ? index === current : chosen.has(item.key)}
              className={mergeClasses(styles.option, index === current && styles.active)}
              onPointerMove={() => index !== current && setActive(index)}
              // The field keeps the focus, so that typing goes on.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onPick(item.key)}
              onKeyDown={onKeyDown}
            >
              <span className={styles.mark}>{chosen?.has(item.key) === true ? <CheckmarkRegular /> : item.mark}</span>
              <span className={styles.words}>
                <Text className={styles.words}>{item.title}</Text>
                {item.detail !== undefined && <Caption1 className={mergeClasses(styles.words, styles.detail)}>{item.detail}</Caption1>}
              </span>
              {(item.note ?? (query === "" ? undefined : item.group)) !== undefined && (
                <Caption1 className={styles.detail}>{item.note ?? item.group}</Caption1>
              )}
            </div>
          </div>
        ))}
        {found.length > shownAtMost && <Caption1 className={styles.empty}>{found.length - shownAtMost} more; type to narrow</Caption1>}
      </div>
      {shown.length === 0 && <Caption1 className={styles.empty}>{empty}</Caption1>}
    </div>
  );
}

/** How far a title is from what was typed: the same, begins with it, has it, or is found by something else. */
function distance({ title }: SearchItem, query: string): number {
  const text = title.toLowerCase();
  if (text === query) return 0;
  if (text.startsWith(query)) return 1;
  return text.includes(query) ? 2 : 3;
}

function search(items: readonly SearchItem[], query: string, typed: Props["typed"]): SearchItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matching =
    words.length === 0
      ? [...items]
      : items.filter((item) => {
          const text = `${item.title} ${item.detail ?? ""} ${item.words ?? ""} ${item.group ?? ""}`.toLowerCase();
          return words.every((word) => text.includes(word));
        });
  const whole = query.trim().toLowerCase();
  if (whole !== "") matching.sort((a, b) => distance(a, whole) - distance(b, whole));
  const own = query.trim() === "" ? null : (typed?.(query.trim()) ?? null);
  if (own === null || matching.some((item) => item.key === own.key)) return matching;
  return [own, ...matching];
}
