import "@mantine/charts/styles.layer.css";
import { BarChart } from "@mantine/charts";
import { useTexts } from "../../../app/texts.ts";
import { numberText } from "../../../numbers.ts";

/** One bar: how many of something stand where. */
export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly signed: number;
  readonly waiting: number;
  readonly overdue: number;
}

/** Signed, waiting and overdue, side by side in a bar for each name. */
export function ShareChart({ bars, height }: { readonly bars: readonly Bar[]; readonly height: number }) {
  const t = useTexts("home");
  return (
    <BarChart
      h={height}
      data={bars.map(({ name, signed, waiting, overdue }) => ({ name, signed, waiting, overdue }))}
      dataKey="name"
      orientation="vertical"
      type="stacked"
      withLegend
      legendProps={{ verticalAlign: "bottom" }}
      gridAxis="x"
      tickLine="none"
      valueFormatter={numberText}
      barProps={{ isAnimationActive: false, barSize: 16 }}
      barChartProps={{ accessibilityLayer: false }}
      yAxisProps={{ width: 128, interval: 0, tick: { fontSize: 12, fill: "currentColor" } }}
      xAxisProps={{ allowDecimals: false }}
      series={[
        { name: "signed", label: t("series.signed"), color: "teal.7" },
        { name: "waiting", label: t("series.waiting"), color: "orange.5" },
        { name: "overdue", label: t("series.overdue"), color: "red.7" },
      ]}
    />
  );
}
