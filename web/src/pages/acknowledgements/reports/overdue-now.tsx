import { Anchor, Button, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { GetAcknowledgementSummaryResponse } from "#gen/countersign/acknowledgement/v1/acknowledgement_requests_pb.ts";
import type { AcknowledgementCounts } from "#gen/countersign/acknowledgement/v1/summary_pb.ts";
import { dayFromToday } from "../../../app/day.ts";
import { useTexts } from "../../../app/texts.ts";
import { type NumbersRow, NumbersTable } from "../../../components/numbers-table.tsx";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { numberText, shareText } from "../../../numbers.ts";
import { momentText } from "../../../time.ts";
import { csvOf, saveFile } from "../save-file.ts";
import { useSummary } from "../use-summary.ts";
import { Escalated } from "./escalated.tsx";

/** How it stands now: in all, what is escalated, by department and by policy. */
export function OverdueNow() {
  const t = useTexts("acknowledgements");
  const { data, error, refetch, fetchStatus } = useSummary();
  if (!data && error) return <StateBlock kind="error" error={error} onRetry={() => void refetch()} />;
  if (!data)
    return fetchStatus === "paused" ? <StateBlock kind="offline" /> : <ListSkeleton rows={3} height={140} />;
  const { total, departments, policies } = data;
  if (!total?.pending && !total?.acknowledged)
    return <StateBlock kind="empty" title={t("overdue.none")} text={t("overdue.noneText")} />;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t("overdue.asOf", { time: momentText(data.asOfTime) })}
      </Text>
      <SimpleGrid cols={{ base: 2, sm: 4 }} component="dl" m={0}>
        <Figure
          value={total.overdue}
          name={t("overdue.overdue", { count: total.overdue })}
          bad={total.overdue > 0}
        />
        <Figure value={total.pending} name={t("overdue.waiting")} />
        <Figure value={total.paused} name={t("overdue.paused")} />
        <Figure
          value={shareText(total.acknowledged, total.acknowledged + total.pending)}
          name={t("overdue.rate")}
        />
      </SimpleGrid>
      <Escalated />
      <Counted
        title={t("overdue.byDepartment")}
        head={t("overdue.department")}
        total={total}
        lines={departments.map(({ department, counts }) => ({
          key: department,
          name: department || t("overdue.noDepartment"),
          counts,
          search: department === "" ? undefined : { department },
        }))}
      />
      <Counted
        title={t("overdue.byPolicy")}
        head={t("overdue.policy")}
        lines={policies.map(({ policyId, policyTitle, counts }) => ({
          key: policyId,
          name: policyTitle,
          counts,
          search: { policy: policyId },
        }))}
        actions={<SaveCsv data={data} />}
      />
    </Stack>
  );
}

function Figure({
  value,
  name,
  bad = false,
}: {
  readonly value: number | string;
  readonly name: string;
  readonly bad?: boolean;
}) {
  return (
    <Paper withBorder p="md" radius="lg" style={{ display: "flex", flexDirection: "column-reverse" }}>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text
        component="dd"
        m={0}
        fz="1.75rem"
        lh={1.2}
        fw={650}
        c={bad ? "var(--mantine-color-error)" : undefined}
      >
        {typeof value === "number" ? numberText(value) : value}
      </Text>
    </Paper>
  );
}

interface CountedLine {
  readonly key: string;
  readonly name: string;
  readonly counts: AcknowledgementCounts | undefined;
  /** The filter of the table that shows these people. */
  readonly search: Readonly<Record<string, string>> | undefined;
}

function Counted({
  title,
  head,
  lines,
  total,
  actions,
}: {
  readonly title: string;
  readonly head: string;
  readonly lines: readonly CountedLine[];
  readonly total?: AcknowledgementCounts;
  readonly actions?: ReactNode;
}) {
  const t = useTexts("acknowledgements");
  const rowOf = (line: CountedLine): NumbersRow => {
    const { overdue = 0, pending = 0, acknowledged = 0 } = line.counts ?? {};
    return {
      key: line.key,
      name: line.name,
      values: [
        overdue > 0 && line.search ? (
          <Anchor
            key="overdue"
            c="var(--mantine-color-error)"
            fw={600}
            aria-label={`${numberText(overdue)} ${t("overdue.overdue", { count: overdue })}: ${line.name}`}
            renderRoot={(props) => (
              <Link
                to="/acknowledgements/all"
                search={{ ...line.search, overdue: "1" } as never}
                {...props}
              />
            )}
          >
            {numberText(overdue)}
          </Anchor>
        ) : (
          numberText(overdue)
        ),
        numberText(pending),
        numberText(acknowledged),
        shareText(acknowledged, acknowledged + pending),
      ],
    };
  };
  return (
    <Section title={title} actions={actions}>
      <NumbersTable
        label={title}
        columns={[
          head,
          t("overdue.columnOverdue"),
          t("overdue.columnWaiting"),
          t("overdue.columnSigned"),
          t("overdue.columnRate"),
        ]}
        rows={lines.map(rowOf)}
        {...(total
          ? { total: rowOf({ key: "total", name: t("asAt.total"), counts: total, search: undefined }) }
          : {})}
      />
    </Section>
  );
}

function SaveCsv({ data }: { readonly data: GetAcknowledgementSummaryResponse }) {
  const t = useTexts("acknowledgements");
  const save = (): void => {
    const line = (kind: string, name: string, counts: AcknowledgementCounts | undefined) => [
      kind,
      name,
      counts?.overdue ?? 0,
      counts?.pending ?? 0,
      counts?.acknowledged ?? 0,
    ];
    const rows = [
      ["", "", t("overdue.columnOverdue"), t("overdue.columnWaiting"), t("overdue.columnSigned")],
      ...data.departments.map((one) => line(t("overdue.department"), one.department, one.counts)),
      ...data.policies.map((one) => line(t("overdue.policy"), one.policyTitle, one.counts)),
    ];
    saveFile([csvOf(rows)], "text/csv;charset=utf-8", `${t("export.file")}-${dayFromToday(0)}.csv`);
  };
  return (
    <Button
      className="no-print"
      size="xs"
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      onClick={save}
    >
      {t("overdue.csv")}
    </Button>
  );
}
