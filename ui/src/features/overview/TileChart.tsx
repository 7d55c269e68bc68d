import { makeStyles, tokens } from "@fluentui/react-components";
import { DonutChart, HorizontalBarChart, HorizontalBarChartVariant, Sparkline, type ChartProps } from "@fluentui/react-charts";
import type { Chart } from "../../host/generated/Chart";
import type { ChartPoint } from "../../host/generated/ChartPoint";
import type { Lead } from "../../host/generated/Lead";
import type { Tone } from "../../host/generated/Tone";
import { whenOf } from "../../components/time";

/** Tints of one colour: the parts are told apart by their names beside them. */
const shades = [tokens.colorPaletteBlueBorderActive, tokens.colorPaletteTealBorderActive, tokens.colorPaletteBerryBorderActive, tokens.colorPaletteMarigoldBorderActive, tokens.colorNeutralStroke1Hover];

const toneColour: Record<Tone, string> = {
  good: tokens.colorPaletteGreenBorderActive,
  neutral: tokens.colorBrandBackground,
  attention: tokens.colorPaletteMarigoldBorderActive,
  bad: tokens.colorPaletteRedBorderActive,
};

const useStyles = makeStyles({
  // The chart leaves room for a page; a tile has less.
  bars: { paddingRight: "44px", "& svg": { overflow: "visible" }, "& .fui-hbc__items": { marginBottom: "2px" } },
  donut: { display: "flex", alignItems: "center", gap: "16px", height: "100%" },
  ring: { width: "112px", flexShrink: 0 },
  legend: { margin: 0, padding: 0, listStyle: "none", fontSize: tokens.fontSizeBase200, display: "grid", gap: "4px" },
  entry: { display: "flex", alignItems: "center", gap: "6px" },
  swatch: { width: "10px", height: "10px", borderRadius: "2px", flexShrink: 0 },
  figure: { margin: 0 },
  caption: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

/** As many as a tile has room for. */
const mostBars = 4;

interface Props {
  chart: Exclude<Chart, { kind: "none" }>;
  tone: Tone;
  label: string;
  go(lead: Lead): void;
}

/** The small chart of a tile; a part of it leads to its own rows. */
export function TileChart({ chart, tone, label, go }: Props) {
  const styles = useStyles();
  const clickOf = ({ leads_to }: ChartPoint) => (leads_to === null ? {} : { onClick: () => go(leads_to) });
  switch (chart.kind) {
    case "bars": {
      const most = Math.max(...chart.points.map(({ value }) => value), 1);
      const data: ChartProps[] = chart.points.slice(0, mostBars).map((point) => ({
        chartTitle: point.label,
        chartData: [{ legend: point.label, horizontalBarChartdata: { x: point.value, total: most }, color: toneColour[tone], ...clickOf(point) }],
      }));
      return (
        <div className={styles.bars}>
          <HorizontalBarChart data={data} barHeight={8} variant={HorizontalBarChartVariant.AbsoluteScale} hideTooltip />
        </div>
      );
    }
    case "donut": {
      const chartData = chart.points.map((point, index) => ({
        legend: `${point.label} ${point.value.toLocaleString("en")}`,
        data: point.value,
        color: shades[index % shades.length] ?? tokens.colorBrandBackground,
        ...clickOf(point),
      }));
      return (
        <div className={styles.donut}>
          <div className={styles.ring}>
            <DonutChart data={{ chartTitle: label, chartData }} width={112} height={112} innerRadius={30} hideLegend hideTooltip />
          </div>
          <ul className={styles.legend}>
            {chartData.map(({ legend, color }) => (
              <li key={legend} className={styles.entry}>
                <span aria-hidden className={styles.swatch} style={{ background: color }} />
                {legend}
              </li>
            ))}
          </ul>
        </div>
      );
    }
    case "line": {
      const data = chart.points.map(({ label, value }) => ({ x: new Date(label), y: value }));
      const [first, last] = [chart.points[0], chart.points.at(-1)];
      return (
        <figure className={styles.figure}>
          <Sparkline data={{ chartTitle: label, lineChartData: [{ legend: label, data, color: toneColour[tone] }] }} width={240} height={64} />
          {first !== undefined && last !== undefined && (
            <figcaption className={styles.caption}>
              {whenOf(first.label, true)}: {first.value.toLocaleString("en")} · {whenOf(last.label, true)}: {last.value.toLocaleString("en")}
            </figcaption>
          )}
        </figure>
      );
    }
  }
}
