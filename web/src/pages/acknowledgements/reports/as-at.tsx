import { type Timestamp, timestampDate, timestampFromMs, timestampMs } from "@bufbuild/protobuf/wkt";
import { useQuery } from "@connectrpc/connect-query";
import { Button, Stack, Text, TextInput } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { keepPreviousData } from "@tanstack/react-query";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { PolicyAsAt } from "#gen/countersign/acknowledgement/v1/summary_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { NumbersTable } from "../../../components/numbers-table.tsx";
import { Section } from "../../../components/section.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import { numberText, shareText } from "../../../numbers.ts";
import { dueDayText, momentText } from "../../../time.ts";
import { afterOfficialDay } from "../official-day.ts";
import { csvOf, saveFile } from "../save-file.ts";
import { useSummary } from "../use-summary.ts";
import { useZone } from "../use-zone.ts";

/** How it stood at the end of a day; of today, until now. */
export function AsAt({
  day,
  change,
}: {
  readonly day: string | undefined;
  readonly change: (changes: Record<string, string>) => void;
}) {
  const t = useTexts("acknowledgements");
  const zone = useZone();
  const now = useSummary().data?.asOfTime; // the server's clock, not the reader's
  const today = now && officialDay(now, zone);
  const chosen = day ?? today;
  const isToday = chosen !== undefined && chosen === today;
  return (
    <Section title={t("asAt.title")} text={t("asAt.text")}>
      <TextInput
        className="no-print"
        type="date"
        label={t("asAt.day")}
        w={190}
        max={today}
        value={chosen ?? ""}
        onChange={(event) => change({ day: event.currentTarget.value })}
      />
      {now && chosen ? (
        <Report day={chosen} time={isToday ? now : endOf(chosen, zone)} isToday={isToday} />
      ) : (
        <StateBlock kind="loading" small />
      )}
    </Section>
  );
}

function Report({
  day,
  time,
  isToday,
}: {
  readonly day: string;
  readonly time: Timestamp | undefined;
  readonly isToday: boolean;
}) {
  const t = useTexts("acknowledgements");
  const { data, error, refetch } = useQuery(
    AcknowledgementService.method.getAsAtReport,
    { ...(time ? { asAtTime: time } : {}) },
    { enabled: time !== undefined, placeholderData: keepPreviousData },
  );
  if (error) return <StateBlock kind="error" error={error} onRetry={() => void refetch()} small />;
  if (!data || !time) return <StateBlock kind="loading" small />;
  if (data.policies.length === 0)
    return <StateBlock kind="empty" title={t("asAt.none")} text={t("asAt.noneText")} small />;
  const sum = (pick: (one: PolicyAsAt) => number): number =>
    data.policies.reduce((total, one) => total + pick(one), 0);
  const signed = sum((one) => one.acknowledged);
  const pending = sum((one) => one.pending);
  const heading = isToday
    ? t("asAt.headingToday", { day: momentText(time) })
    : t("asAt.heading", { day: dueDayText(time) });
  const columns = [
    t("overdue.policy"),
    t("asAt.version"),
    t("overdue.columnSigned"),
    t("overdue.columnWaiting"),
    t("overdue.columnOverdue"),
    t("overdue.columnRate"),
  ];
  const save = (): void =>
    saveFile(
      [
        csvOf([
          columns.slice(0, -1),
          ...data.policies.map((one) => [
            one.policyTitle,
            one.materialVersion,
            one.acknowledged,
            one.pending,
            one.overdue,
          ]),
        ]),
      ],
      "text/csv;charset=utf-8",
      `${t("asAt.file")}-${day}.csv`,
    );
  return (
    <Stack gap="sm">
      <Text fw={600}>{heading}</Text>
      <NumbersTable
        label={heading}
        columns={columns}
        rows={data.policies.map((one) => ({
          key: one.policyId,
          name: one.policyTitle,
          values: [
            one.materialVersion,
            numberText(one.acknowledged),
            numberText(one.pending),
            numberText(one.overdue),
            shareText(one.acknowledged, one.acknowledged + one.pending),
          ],
        }))}
        total={{
          key: "total",
          name: t("asAt.total"),
          values: [
            "",
            numberText(signed),
            numberText(pending),
            numberText(sum((one) => one.overdue)),
            shareText(signed, signed + pending),
          ],
        }}
      />
      <Text size="sm" c="dimmed">
        {t("asAt.note")}
      </Text>
      <div>
        <Button
          className="no-print"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={save}
        >
          {t("overdue.csv")}
        </Button>
      </div>
    </Stack>
  );
}

/** The last millisecond of a day of the customer's. */
function endOf(day: string, zone: string | undefined): Timestamp | undefined {
  const after = afterOfficialDay(day, zone);
  return after && timestampFromMs(timestampMs(after) - 1);
}

/** The day of a moment on the customer's calendar, such as "2026-03-01". */
const officialDay = (time: Timestamp, zone: string | undefined): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(timestampDate(time));
