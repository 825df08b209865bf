import "@mantine/charts/styles.layer.css";
import { AreaChart } from "@mantine/charts";
import type { CompletionPoint } from "#gen/countersign/acknowledgement/v1/summary_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { numberText } from "../../../numbers.ts";
import { plainDayText } from "./plain-day.ts";

/** How many stood signed and how many waited, day by day. */
export function TimeChart({
  points,
  height,
}: {
  readonly points: readonly CompletionPoint[];
  readonly height: number;
}) {
  const t = useTexts("home");
  return (
    <AreaChart
      h={height}
      data={points.map((point) => ({
        day: plainDayText(point.date),
        signed: point.acknowledgedTotal,
        waiting: point.pendingTotal,
      }))}
      dataKey="day"
      type="stacked"
      curveType="linear"
      withDots={false}
      withLegend
      legendProps={{ verticalAlign: "bottom" }}
      valueFormatter={numberText}
      areaChartProps={{ accessibilityLayer: false }}
      areaProps={{ isAnimationActive: false }}
      xAxisProps={{ minTickGap: 48 }}
      series={[
        { name: "signed", label: t("series.signed"), color: "teal.7" },
        { name: "waiting", label: t("series.waiting"), color: "orange.5" },
      ]}
    />
  );
}
