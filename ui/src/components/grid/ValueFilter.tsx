import { Button, Caption1, Checkbox, makeStyles, SearchBox, tokens } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useHost } from "../../host/context";
import { filterQuery } from "../../host/queries";
import { useNotifyFailure } from "../notify";
import { Failure } from "../Failure";
import { useFocusOnMount } from "../useFocusOnMount";
import type { GridSource } from "./source";

const useStyles = makeStyles({
  root: { display: "grid", gap: "8px" },
  list: { display: "grid", maxHeight: "300px", overflowY: "auto" },
  line: { display: "flex", alignItems: "center" },
  label: { minWidth: 0 },
  count: { color: tokens.colorNeutralForeground3, marginLeft: "auto", paddingRight: "4px", fontVariantNumeric: "tabular-nums" },
  actions: { display: "flex", gap: "8px", justifyContent: "flex-end" },
});

const atMost = 200;
/** Stands for "nothing there" among the values; no value is the empty text. */
const none = "";

interface Props<Row> {
  source: GridSource<Row>;
  column: string;
  title: string;
  filter: string;
  apply(filter: string): void;
  close(): void;
}

/** The values of a column with how many rows have each; what is ticked becomes the filter. */
export function ValueFilter<Row>({ source, column, title, filter, apply, close }: Props<Row>) {
  const styles = useStyles();
  const host = useHost();
  const notifyFailure = useNotifyFailure();
  const field = useFocusOnMount();
  const [search, setSearch] = useState("");
  const [ticked, setTicked] = useState<ReadonlySet<string> | null>(null);
  const read = useQuery(filterQuery(host, source.table, filter)).data;
  const values = useQuery({
    queryKey: ["values", ...source.key, column, filter, search],
    queryFn: () => source.values(column, filter, search),
    gcTime: 10_000,
    placeholderData: (before) => before,
  });
  const term = read?.terms.find((one) => one.column === column && !one.negated);
  const asked = term === undefined ? [] : term.values.length === 0 && /:none$/i.test(term.text) ? [none] : term.values;
  const chosen = ticked ?? new Set(asked.map((value) => value.toLowerCase()));
  const keyOf = (value: string | null): string => (value ?? none).toLowerCase();

  const change = async (keys: ReadonlySet<string>): Promise<void> => {
    const known = new Map((values.data?.values ?? []).map(({ value }) => [keyOf(value), value]));
    const chosenValues = [...keys].map((key) => known.get(key) ?? (key === none ? null : (asked.find((value) => value.toLowerCase() === key) ?? key)));
    try {
      const { text } = await host.changeFilter({ table: source.table, text: filter, change: { kind: "column-values", column, values: chosenValues, negated: false } });
      apply(text);
      close();
    } catch (thrown) {
      notifyFailure("The filter could not be changed", thrown);
    }
  };
  return (
    <div className={styles.root}>
      <SearchBox size="small" aria-label={`Search the values of ${title}`} placeholder="Search values" value={search} onChange={(_, data) => setSearch(data.value)} input={{ ref: field }} />
      {values.isError && <Failure what="The values could not be read" error={values.error} retry={() => void values.refetch()} />}
      <div className={styles.list} role="group" aria-label={`Values of ${title}`}>
        {values.data?.values.slice(0, atMost).map(({ value, label, rows }) => (
          <div key={keyOf(value)} className={styles.line}>
            <Checkbox
              className={styles.label}
              label={label}
              checked={chosen.has(keyOf(value))}
              onChange={(_, { checked }) => {
                const next = new Set(chosen);
                if (checked === true) next.add(keyOf(value));
                else next.delete(keyOf(value));
                setTicked(next);
              }}
            />
            <Caption1 className={styles.count}>{rows.toLocaleString("en")}</Caption1>
          </div>
        ))}
        {values.data?.values.length === 0 && <Caption1>No value matches</Caption1>}
      </div>
      {(values.data?.more ?? 0) > 0 && <Caption1>{values.data?.more.toLocaleString("en")} more; search to narrow</Caption1>}
      <div className={styles.actions}>
        <Button size="small" onClick={() => void change(new Set())}>
          Clear
        </Button>
        <Button size="small" appearance="primary" onClick={() => void change(chosen)}>
          Apply
        </Button>
      </div>
    </div>
  );
}
