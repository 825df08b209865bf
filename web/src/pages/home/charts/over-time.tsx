import { useQuery } from "@connectrpc/connect-query";
import { NativeSelect } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { lazy } from "react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { CompletionPoint } from "#gen/countersign/acknowledgement/v1/summary_pb.ts";
import { dayFromToday } from "../../../app/day.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { NumbersTable } from "../../../components/numbers-table.tsx";
import { Section } from "../../../components/section.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import { numberText, shareText } from "../../../numbers.ts";
import { useSummary } from "../../acknowledgements/use-summary.ts";
import classes from "../home.module.css";
import { LIVE } from "../todo/live.ts";
import { ChartOrTable } from "./chart-or-table.tsx";
import { plainDayText } from "./plain-day.ts";

const TimeChart = lazy(() => import("./time-chart.tsx").then((file) => ({ default: file.TimeChart })));
const HEIGHT = 260;
const DAYS = ["30", "90", "365"];
/** In the table, one day of each week. */
const EVERY = 7;

/** How signatures have come in, day by day. */
export function OverTime() {
  const t = useTexts("home");
  const [search, change] = useUrlState();
  const days = DAYS.includes(search.days ?? "") ? (search.days ?? "90") : "90";
  const { data, error, refetch } = useQuery(
    AcknowledgementService.method.getCompletionSeries,
    { startDate: dayFromToday(1 - Number(days)) },
    { ...LIVE, placeholderData: keepPreviousData },
  );
  const points = data?.points ?? [];
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last)
    return (
      <Section title={t("time.title")}>
        {error ? (
          <StateBlock kind="error" error={error} onRetry={() => void refetch()} small />
        ) : (
          <StateBlock kind="loading" small />
        )}
      </Section>
    );
  return (
    <ChartOrTable
      title={t("time.title")}
      gist={t("time.gist", {
        from: plainDayText(first.date),
        to: plainDayText(last.date),
        before: numberText(first.acknowledgedTotal),
        signed: numberText(last.acknowledgedTotal),
        waiting: numberText(last.pendingTotal),
      })}
      height={HEIGHT}
      actions={
        <NativeSelect
          size="xs"
          aria-label={t("time.range")}
          value={days}
          data={DAYS.map((value) => ({ value, label: t("time.days", { days: value }) }))}
          onChange={(event) =>
            change({ days: event.currentTarget.value === "90" ? "" : event.currentTarget.value })
          }
        />
      }
      chart={<TimeChart points={points} height={HEIGHT} />}
      table={<TimeTable points={points} />}
    >
      <Figures points={points} />
    </ChartOrTable>
  );
}

function Figures({ points }: { readonly points: readonly CompletionPoint[] }) {
  const t = useTexts("home");
  const { data } = useSummary();
  const { acknowledged = 0, pending = 0, overdue = 0 } = data?.total ?? {};
  const figures = [
    ["rate", shareText(acknowledged, acknowledged + pending)],
    ["today", numberText(points.at(-1)?.signed ?? 0)],
    ["waiting", numberText(pending)],
    ["overdue", numberText(overdue)],
  ] as const;
  return (
    <dl className={classes.figures}>
      {figures.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`figure.${key}`)}</dt>
          <dd>{data ? value : "…"}</dd>
        </div>
      ))}
    </dl>
  );
}

function TimeTable({ points }: { readonly points: readonly CompletionPoint[] }) {
  const t = useTexts("home");
  const shown = points.filter((_, i) => (points.length - 1 - i) % EVERY === 0).reverse();
  return (
    <NumbersTable
      label={t("time.title")}
      columns={[t("time.day"), t("series.signed"), t("series.waiting"), t("time.share")]}
      rows={shown.map(({ date, acknowledgedTotal, pendingTotal }) => ({
        key: date,
        name: plainDayText(date),
        values: [
          numberText(acknowledgedTotal),
          numberText(pendingTotal),
          shareText(acknowledgedTotal, acknowledgedTotal + pendingTotal),
        ],
      }))}
    />
  );
}
