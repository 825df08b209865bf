import { Anchor, SimpleGrid } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy } from "react";
import type { AcknowledgementCounts } from "#gen/countersign/acknowledgement/v1/summary_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { NumbersTable } from "../../../components/numbers-table.tsx";
import { Section } from "../../../components/section.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import { numberText, shareText } from "../../../numbers.ts";
import { useSummary } from "../../acknowledgements/use-summary.ts";
import { ChartOrTable } from "./chart-or-table.tsx";
import type { Bar } from "./share-chart.tsx";

const ShareChart = lazy(() => import("./share-chart.tsx").then((file) => ({ default: file.ShareChart })));

/** A chart shows so many; the table shows all. */
const MOST = 8;
const BAR_HEIGHT = 34;
const FRAME_HEIGHT = 80;

/** How far signing is, by policy and by department, those with most overdue first. */
export function Completion() {
  const t = useTexts("home");
  const { data, error, refetch } = useSummary();
  if (!data)
    return (
      <Section title={t("byPolicy.title")}>
        {error ? (
          <StateBlock kind="error" error={error} onRetry={() => void refetch()} small />
        ) : (
          <StateBlock kind="loading" small />
        )}
      </Section>
    );
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Shares
        kind="byPolicy"
        bars={data.policies.map((one) => barOf(one.policyId, one.policyTitle, one.counts))}
        searchOf={(policy) => ({ policy, status: "all" })}
      />
      <Shares
        kind="byDepartment"
        bars={data.departments.map(({ department, counts }) =>
          barOf(department, department || t("byDepartment.none"), counts),
        )}
        searchOf={(department) => (department === "" ? undefined : { department, status: "all" })}
      />
    </SimpleGrid>
  );
}

const barOf = (key: string, name: string, counts: AcknowledgementCounts | undefined): Bar => ({
  key,
  name,
  signed: counts?.acknowledged ?? 0,
  waiting: (counts?.pending ?? 0) - (counts?.overdue ?? 0),
  overdue: counts?.overdue ?? 0,
});

function Shares({
  kind,
  bars,
  searchOf,
}: {
  readonly kind: "byPolicy" | "byDepartment";
  readonly bars: readonly Bar[];
  readonly searchOf: (key: string) => Readonly<Record<string, string>> | undefined;
}) {
  const t = useTexts("home");
  const asked = bars.filter((bar) => bar.signed + bar.waiting + bar.overdue > 0);
  const shown = asked.slice(0, MOST);
  if (shown.length === 0)
    return (
      <Section title={t(`${kind}.title`)}>
        <StateBlock kind="empty" title={t("byPolicy.empty")} small />
      </Section>
    );
  const height = FRAME_HEIGHT + BAR_HEIGHT * shown.length;
  return (
    <ChartOrTable
      title={t(`${kind}.title`)}
      {...(asked.length > MOST ? { text: t("chart.first", { shown: MOST, all: asked.length }) } : {})}
      gist={shown
        .map(({ name, signed, waiting, overdue }) =>
          t("chart.gist", { name, share: shareText(signed, signed + waiting + overdue), overdue }),
        )
        .join(" ")}
      height={height}
      chart={<ShareChart bars={shown} height={height} />}
      table={
        <NumbersTable
          label={t(`${kind}.title`)}
          columns={[
            t(`${kind}.head`),
            t("series.signed"),
            t("series.waiting"),
            t("series.overdue"),
            t("time.share"),
          ]}
          rows={asked.map((bar) => ({
            key: bar.key,
            name: <Name bar={bar} search={searchOf(bar.key)} />,
            values: [
              numberText(bar.signed),
              numberText(bar.waiting),
              numberText(bar.overdue),
              shareText(bar.signed, bar.signed + bar.waiting + bar.overdue),
            ],
          }))}
        />
      }
    />
  );
}

function Name({
  bar,
  search,
}: {
  readonly bar: Bar;
  readonly search: Readonly<Record<string, string>> | undefined;
}) {
  if (!search) return bar.name;
  return (
    <Anchor renderRoot={(props) => <Link to="/acknowledgements/all" search={search as never} {...props} />}>
      {bar.name}
    </Anchor>
  );
}
