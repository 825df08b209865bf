import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { AcknowledgementStatus } from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { useList } from "../../../app/list.ts";
import { useTexts } from "../../../app/texts.ts";
import { NumbersTable } from "../../../components/numbers-table.tsx";
import { Section } from "../../../components/section.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import { daysUntil, dueDayText } from "../../../time.ts";

/** Shown here; the rest stands in the table of acknowledgements. */
const MOST = 10;

/** What is late for so long that others were told: the oldest first. */
export function Escalated() {
  const t = useTexts("acknowledgements");
  const list = useList(
    AcknowledgementService.method.listAcknowledgements,
    { statuses: [AcknowledgementStatus.PENDING], escalated: true, overdue: true, pageSize: MOST },
    (page) => page.acknowledgements,
  );
  const all = (
    <Anchor
      size="sm"
      className="no-print"
      renderRoot={(props) => (
        <Link to="/acknowledgements/all" search={{ overdue: "1", escalated: "1" } as never} {...props} />
      )}
    >
      {t("overdue.escalatedMore")}
    </Anchor>
  );
  return (
    <Section
      title={t("overdue.escalated")}
      text={t("overdue.escalatedText")}
      actions={list.hasMore ? all : undefined}
    >
      {list.isPending && <StateBlock kind="loading" small />}
      {list.error && <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} small />}
      {!list.isPending && !list.error && list.count === 0 && <Text>{t("overdue.escalatedNone")}</Text>}
      {list.count > 0 && (
        <NumbersTable
          words
          label={t("overdue.escalated")}
          columns={[t("column.person"), t("column.policy"), t("column.due"), t("column.state")]}
          rows={list.rows.map((one) => ({
            key: one.id,
            name: (
              <>
                <Anchor renderRoot={(props) => <Link to={`/acknowledgements/all/${one.id}`} {...props} />}>
                  {one.employeeName}
                </Anchor>
                <Text span display="block" size="xs" c="dimmed">
                  {one.department}
                </Text>
              </>
            ),
            values: [
              one.policyTitle,
              <span key="due">
                {dueDayText(one.dueTime)}
                <Text span display="block" size="xs" c="var(--mantine-color-error)" fw={600}>
                  {one.dueTime && t("due.late", { count: -daysUntil(one.dueTime) })}
                </Text>
              </span>,
              t("state.escalated", { level: one.escalationLevel }),
            ],
          }))}
        />
      )}
    </Section>
  );
}
