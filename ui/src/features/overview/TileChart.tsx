import { tokens } from "@fluentui/react-components";
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

interface Props {
  chart: Exclude<Chart, { kind: "none" }>;
  tone: Tone;
  label: string;
  go(lead: Lead): void;
}

/** The small chart of a tile; a part of it leads to its own rows. */
export function TileChart({ chart, tone, label, go }: Props) {
  const clickOf = ({ leads_to }: ChartPoint) => (leads_to === null ? {} : { onClick: () => go(leads_to) });
  switch (chart.kind) {
    case "bars": {
      const most = Math.max(...chart.points.map(({ value }) => value), 1);
      const data: ChartProps[] = chart.points.slice(0, 5).map((point) => ({
        chartTitle: point.label,
        chartData: [{ legend: point.label, horizontalBarChartdata: { x: point.value, total: most }, color: toneColour[tone], ...clickOf(point) }],
      }));
      return <HorizontalBarChart data={data} barHeight={8} variant={HorizontalBarChartVariant.AbsoluteScale} hideTooltip />;
    }
    case "donut": {
      const chartData = chart.points.map((point, index) => ({
        legend: `${point.label} ${point.value.toLocaleString("en")}`,
        data: point.value,
        color: shades[index % shades.length] ?? tokens.colorBrandBackground,
        ...clickOf(point),
      }));
      return (
        <div style={{ display: "flex", alignItems: "center", gap: 12, height: "100%" }}>
          <DonutChart data={{ chartTitle: label, chartData }} width={104} height={104} innerRadius={32} hideLegend hideTooltip />
          <ul style={{ margin: 0, padding: 0, listStyle: "none", fontSize: tokens.fontSizeBase200 }}>
            {chartData.map(({ legend, color }) => (
              <li key={legend} style={{ display: "flex", alignItems: "center", gap: 6 }}>
                <span aria-hidden style={{ width: 10, height: 10, borderRadius: 2, background: color }} />
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
        <figure style={{ margin: 0 }}>
          <Sparkline data={{ chartTitle: label, lineChartData: [{ legend: label, data, color: toneColour[tone] }] }} width={240} height={64} />
          {first !== undefined && last !== undefined && (
            <figcaption style={{ fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 }}>
              {whenOf(first.label, true)}: {first.value.toLocaleString("en")} · {whenOf(last.label, true)}: {last.value.toLocaleString("en")}
            </figcaption>
          )}
        </figure>
      );
    }
  }
}
