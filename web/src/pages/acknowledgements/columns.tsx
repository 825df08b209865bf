import { Text } from "@mantine/core";
import { useMemo } from "react";
import {
  type Acknowledgement,
  AcknowledgementStatus,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { useTexts } from "../../app/texts.ts";
import type { Column } from "../../components/table/column.ts";
import { daysUntil, dayText, dueDayText, relativeDays } from "../../time.ts";
import { StateOf } from "./state-of.tsx";

/** The columns of the table. `latest`: latest due first; `turn` turns that around. */
export function useColumns(latest: boolean, turn: () => void): readonly Column<Acknowledgement>[] {
  const t = useTexts("acknowledgements");
  return useMemo(
    () => [
      {
        key: "person",
        header: t("column.person"),
        width: "minmax(12rem, 1.6fr)",
        onPhone: "title",
        cell: (one) => <Lines first={one.employeeName} second={one.department} />,
      },
      {
        key: "policy",
        header: t("column.policy"),
        width: "minmax(13rem, 2fr)",
        cell: (one) => (
          <Lines first={one.policyTitle} second={t("version", { version: one.version })} plain />
        ),
      },
      {
        key: "state",
        header: t("column.state"),
        width: "minmax(13.75rem, 1fr)",
        cell: (one) => <StateOf one={one} />,
      },
      {
        key: "due",
        header: t("column.due"),
        width: "10rem",
        sort: { direction: latest ? "descending" : "ascending", turn },
        cell: (one) => <Due one={one} />,
      },
      {
        key: "reminders",
        header: t("column.reminders"),
        width: "7.5rem",
        align: "end",
        cell: (one) => one.reminderCount,
      },
    ],
    [t, latest, turn],
  );
}

/** A thing in one line, and what tells it apart in a smaller one below. */
function Lines({
  first,
  second,
  plain = false,
  late = false,
}: {
  readonly first: string;
  readonly second: string;
  readonly plain?: boolean;
  readonly late?: boolean;
}) {
  return (
    <span>
      <Text span display="block" size="sm" fw={plain ? 400 : 550}>
        {first}
      </Text>
      {second !== "" && (
        <Text
          span
          display="block"
          size="xs"
          c={late ? "var(--mantine-color-error)" : "dimmed"}
          fw={late ? 600 : 400}
        >
          {second}
        </Text>
      )}
    </span>
  );
}

function Due({ one }: { readonly one: Acknowledgement }) {
  const t = useTexts("acknowledgements");
  const { status, dueTime, paused } = one;
  if (status === AcknowledgementStatus.ACKNOWLEDGED)
    return <Lines first={t("signedOn", { day: dayText(one.signTime) })} second="" plain />;
  if (!dueTime || status !== AcknowledgementStatus.PENDING)
    return <Lines first={dueDayText(dueTime)} second="" plain />;
  const days = daysUntil(dueTime);
  const late = !paused && days < 0;
  const far = paused ? t("due.paused") : late ? t("due.late", { count: -days }) : relativeDays(days);
  return <Lines first={dueDayText(dueTime)} second={far} plain late={late} />;
}
