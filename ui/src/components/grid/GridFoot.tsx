import { Caption1, makeStyles, tokens } from "@fluentui/react-components";
import type { PageFacts } from "../../host/generated/PageFacts";
import { countOf, type Selection } from "./selection";
import { mostRows } from "./source";

const useStyles = makeStyles({
  foot: {
    display: "flex",
    gap: "6px",
    padding: "4px 12px",
    minHeight: "18px",
    color: tokens.colorNeutralForeground3,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    whiteSpace: "nowrap",
    overflow: "hidden",
    fontVariantNumeric: "tabular-nums",
  },
  words: { overflow: "hidden", textOverflow: "ellipsis", minWidth: 0 },
});

const number = (value: number): string => value.toLocaleString("en");

interface Props {
  facts: PageFacts | null;
  words: string;
  asOf: string;
  selection: Selection;
}

/** How many rows of how many, under which filter, as of when, and how long it took. */
export function GridFoot({ facts, words, asOf, selection }: Props) {
  const styles = useStyles();
  if (facts === null) return <Caption1 className={styles.foot} role="status" />;
  const { total, unfiltered, took_ms, not_readable } = facts;
  const chosen = countOf(selection, total);
  const parts = [
    total === unfiltered ? `${number(total)} ${total === 1 ? "row" : "rows"}` : `${number(total)} of ${number(unfiltered)}`,
    ...(total > mostRows ? [`the first ${number(mostRows)} can be scrolled to; filter to see the others`] : []),
    ...(chosen > 0 ? [`${number(chosen)} selected`] : []),
    ...(not_readable > 0 ? [`${number(not_readable)} ${not_readable === 1 ? "scope" : "scopes"} not readable`] : []),
  ];
  return (
    <Caption1 className={styles.foot} role="status">
      <span>{parts.join(" · ")}</span>
      {words !== "" && <span className={styles.words} title={words}>{`· filter: ${words}`}</span>}
      <span>{`· ${asOf} · ${took_ms < 10 ? took_ms.toFixed(1) : Math.round(took_ms)} ms`}</span>
    </Caption1>
  );
}
