import { Body1, Button, Caption1, Card, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ArrowRightRegular, CheckmarkCircleRegular, ErrorCircleRegular, WarningRegular } from "@fluentui/react-icons";
import { lazy, Suspense } from "react";
import type { Lead } from "../../host/generated/Lead";
import type { Tile } from "../../host/generated/Tile";
import type { Tone } from "../../host/generated/Tone";

/** The charts weigh more than the rest of the page and come after it. */
const TileChart = lazy(async () => ({ default: (await import("./TileChart")).TileChart }));

const useStyles = makeStyles({
  card: { height: "284px", boxSizing: "border-box", gap: "8px" },
  sentence: { display: "block", minHeight: "60px" },
  number: { fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700, fontWeight: tokens.fontWeightSemibold, marginRight: "6px", fontVariantNumeric: "tabular-nums" },
  icon: { marginRight: "6px", verticalAlign: "middle", fontSize: "20px" },
  good: { color: tokens.colorPaletteGreenForeground1 },
  neutral: {},
  attention: { color: tokens.colorPaletteDarkOrangeForeground1 },
  bad: { color: tokens.colorPaletteRedForeground1 },
  chart: { flex: 1, minHeight: 0 },
  foot: { display: "flex", alignItems: "flex-end", justifyContent: "space-between", gap: "8px" },
  quiet: { color: tokens.colorNeutralForeground2 },
});

function ToneIcon({ tone, className }: { tone: Tone; className: string }) {
  switch (tone) {
    case "good":
      return <CheckmarkCircleRegular className={className} aria-label="in order" />;
    case "neutral":
      return null;
    case "attention":
      return <WarningRegular className={className} aria-label="deserves attention" />;
    case "bad":
      return <ErrorCircleRegular className={className} aria-label="needs action" />;
  }
}

/** A sentence with a number, a small chart, what to do, and the way to the rows behind it. */
export function TileCard({ tile, go }: { tile: Tile; go(lead: Lead): void }) {
  const styles = useStyles();
  const { number, sentence, advice, tone, chart, leads_to } = tile;
  return (
    <Card className={styles.card} focusMode="off" aria-label={`${number} ${sentence}`}>
      <Body1 className={styles.sentence}>
        <span className={mergeClasses(styles.number, styles[tone])}>
          <ToneIcon tone={tone} className={styles.icon} />
          {number}
        </span>
        {sentence}
      </Body1>
      <div className={styles.chart}>
        {chart.kind !== "none" && (
          <Suspense fallback={null}>
            <TileChart chart={chart} tone={tone} label={sentence} go={go} />
          </Suspense>
        )}
      </div>
      <div className={styles.foot}>
        <Caption1 className={styles.quiet}>{advice}</Caption1>
        <Button size="small" appearance="subtle" iconPosition="after" icon={<ArrowRightRegular />} onClick={() => go(leads_to)} aria-label={`Show: ${number} ${sentence}`}>
          Show
        </Button>
      </div>
    </Card>
  );
}
