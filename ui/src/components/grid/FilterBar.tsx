import { Button, Input, makeStyles, Popover, PopoverSurface, PopoverTrigger, Tag, TagGroup, tokens, Tooltip } from "@fluentui/react-components";
import { FilterRegular, QuestionCircleRegular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useHost } from "../../host/context";
import type { TableName } from "../../host/generated/TableName";
import { filterQuery } from "../../host/queries";
import { useCommandHandlers } from "../commands/CommandProvider";
import { Words } from "../Words";
import { FilterManual } from "./FilterManual";

const useStyles = makeStyles({
  root: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "6px", flex: "1 1 320px", minWidth: 0 },
  chips: { display: "contents" },
  chip: { maxWidth: "320px" },
  text: { flex: "1 1 220px", minWidth: "180px" },
  problem: { flexBasis: "100%", color: tokens.colorPaletteRedForeground1, fontSize: tokens.fontSizeBase200 },
});

interface Props {
  table: TableName;
  filter: string;
  onFilter(filter: string): void;
  /** What the rows should be filtered by right now: the filter, and what is being typed as far as it is understood. */
  onTyping(filter: string): void;
  /** Moves on to the rows. */
  toRows(): void;
}

/** Chips for what is asked, and a field in which more is typed; Enter makes it a chip, Backspace takes the last one back. */
export function FilterBar({ table, filter, onFilter, onTyping, toRows }: Props) {
  const styles = useStyles();
  const host = useHost();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const kept = useQuery(filterQuery(host, table, filter)).data;
  const pending = useQuery({ ...filterQuery(host, table, typed), enabled: typed.trim() !== "", placeholderData: (before) => before }).data;
  const problems = [...(kept?.problems ?? []), ...(typed.trim() === "" ? [] : (pending?.problems ?? []))];
  const whole = joined(filter, typed);
  const understood = typed.trim() === "" || pending?.problems.length === 0;

  useEffect(() => {
    if (!understood) return;
    const timer = setTimeout(() => onTyping(whole), typed === "" ? 0 : 120);
    return () => clearTimeout(timer);
  }, [understood, whole, typed, onTyping]);
  useCommandHandlers({
    "grid.find": () => {
      field.current?.focus();
      field.current?.select();
    },
  });

  const keep = (): void => {
    if (typed.trim() === "" || !understood) return;
    setTyped("");
    onFilter(whole);
  };
  const take = (number: number, edit: boolean): void => {
    const term = kept?.terms[number];
    if (term === undefined) return;
    void host.changeFilter({ table, text: filter, change: { kind: "remove-term", number } }).then(({ text }) => {
      if (edit) setTyped((now) => joined(term.text, now));
      onFilter(text);
    });
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") {
      keep();
    } else if (event.key === "ArrowDown") {
      // Or the rows, which have the focus by then, scroll by it.
      event.preventDefault();
      toRows();
    }
    else if (event.key === "Backspace" && typed === "") {
      const last = (kept?.terms.length ?? 0) - 1;
      if (last < 0) return;
      event.preventDefault();
      take(last, true);
    } else if (event.key === "Escape" && typed !== "") {
      event.stopPropagation();
      setTyped("");
    }
  };
  return (
    <div className={styles.root} role="search" aria-label="Filter">
      <TagGroup className={styles.chips} aria-label="Filter terms" onDismiss={(_, { value }) => take(Number(value), false)}>
        {kept?.terms.map((term, number) => (
          <Tooltip key={`${number} ${term.text}`} relationship="description" content={`${term.words} — ${term.text}`}>
            <Tag size="small" dismissible value={String(number)} className={styles.chip} dismissIcon={{ "aria-label": "remove" }}>
              {term.words}
            </Tag>
          </Tooltip>
        ))}
      </TagGroup>
      <Input
        input={{ ref: field }}
        size="small"
        className={styles.text}
        contentBefore={<FilterRegular />}
        contentAfter={
          <Popover trapFocus positioning="below-end">
            <PopoverTrigger disableButtonEnhancement>
              <Button size="small" appearance="transparent" icon={<QuestionCircleRegular />} aria-label="What can be typed here" />
            </PopoverTrigger>
            <PopoverSurface aria-label="What can be typed here">
              <FilterManual table={table} />
            </PopoverSurface>
          </Popover>
        }
        aria-label="Filter: names, or column:value"
        aria-describedby={problems.length > 0 ? `${id}problems` : undefined}
        aria-invalid={problems.length > 0}
        placeholder="Filter: a name, or role:owner is:privileged -scope:/"
        value={typed}
        onChange={(_, data) => setTyped(data.value)}
        onKeyDown={onKeyDown}
        onBlur={keep}
      />
      {problems.length > 0 && (
        <div id={`${id}problems`} className={styles.problem} role="status">
          {problems.map(({ text, message, help }) => (
            <div key={text}>
              <Words text={`${message}; ${help}`} />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function joined(filter: string, typed: string): string {
  return [filter.trim(), typed.trim()].filter((part) => part !== "").join(" ");
}
