import { Button, Group, Skeleton } from "@mantine/core";
import { IconChartBar, IconTable } from "@tabler/icons-react";
import { type ReactNode, Suspense, useState } from "react";
import { useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import classes from "../home.module.css";

/** The same numbers as a chart and as a table; the chart's gist stands in words beside it. */
export function ChartOrTable({
  title,
  text,
  gist,
  actions,
  height,
  chart,
  table,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  /** What the chart shows, in a sentence, for those who don't see it. */
  readonly gist: string;
  readonly actions?: ReactNode;
  /** Of the chart, px: its place is kept while it is loaded. */
  readonly height: number;
  readonly chart: ReactNode;
  readonly table: ReactNode;
  /** What stands above both. */
  readonly children?: ReactNode;
}) {
  const t = useTexts("home");
  const [asTable, setAsTable] = useState(false);
  return (
    <Section
      title={title}
      text={text}
      actions={
        <Group gap="xs">
          {actions}
          <Button
            size="xs"
            variant="default"
            aria-label={t(asTable ? "chart.asChartOf" : "chart.asTableOf", { title })}
            leftSection={
              asTable ? <IconChartBar size={16} aria-hidden /> : <IconTable size={16} aria-hidden />
            }
            onClick={() => setAsTable(!asTable)}
          >
            {t(asTable ? "chart.asChart" : "chart.asTable")}
          </Button>
        </Group>
      }
    >
      {children}
      {asTable ? (
        table
      ) : (
        <div role="img" aria-label={gist} className={classes.chart} style={{ minHeight: height }}>
          <Suspense fallback={<Skeleton height={height} />}>{chart}</Suspense>
        </div>
      )}
    </Section>
  );
}
