import { Body1, makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Subtitle2, tokens } from "@fluentui/react-components";
import type { Comparison } from "../../../../host/generated/Comparison";
import type { Workbench } from "../../workbench";
import { Words } from "../../../../components/Words";
import { TellingRequest } from "./TellingRequest";

const useStyles = makeStyles({
  view: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  cards: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(240px, 1fr))", gap: tokens.spacingHorizontalM },
  title: { display: "block", margin: 0 },
  sides: { color: tokens.colorNeutralForeground2, margin: 0, overflowWrap: "anywhere" },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
});

interface ComparisonViewProps {
  comparison: Comparison;
  left: string;
  right: string;
  workbench: Workbench;
}

export function ComparisonView({ comparison, left, right, workbench }: ComparisonViewProps) {
  const styles = useStyles();
  const { words, undecided, only_a: onlyLeft, only_b: onlyRight } = comparison;
  const equal = comparison.relation === "equivalent";
  const constants = [constant("left", comparison.a_constant), constant("right", comparison.b_constant)].filter(
    (sentence) => sentence !== null,
  );
  return (
    <section className={styles.view} aria-label="Comparison">
      <div>
        <Subtitle2 as="h3" className={styles.title} aria-live="polite">
          {capital(words)}
        </Subtitle2>
        <p className={styles.sides}>
          Left is {left}, right is {right}.
        </p>
      </div>
      {constants.length > 0 && (
        <MessageBar intent="warning">
          <MessageBarBody>{constants.join(" ")}</MessageBarBody>
        </MessageBar>
      )}
      {!equal && (
        <div className={styles.cards}>
          <TellingRequest side="left" words={comparison.only_a_words} request={onlyLeft} decided={undecided.length === 0} workbench={workbench} />
          <TellingRequest side="right" words={comparison.only_b_words} request={onlyRight} decided={undecided.length === 0} workbench={workbench} />
        </div>
      )}
      {undecided.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>Not all of it can be decided exactly</MessageBarTitle>
            <Body1 as="p" className={styles.sides}>These parts stand in the way:</Body1>
            <ul className={styles.list}>
              {undecided.map((part) => (
                <li key={part}>
                  <Words text={part} />
                </li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      )}
    </section>
  );
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function constant(side: "left" | "right", always: boolean | null): string | null {
  if (always === null) return null;
  return always ? `The ${side} condition allows every request, so it limits nothing.` : `The ${side} condition allows no request at all.`;
}
