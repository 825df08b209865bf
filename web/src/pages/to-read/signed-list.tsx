import { Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import {
  type Acknowledgement,
  AcknowledgementStatus,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { useList } from "../../app/list.ts";
import { useTexts } from "../../app/texts.ts";
import { ListState, ShowMore } from "../../components/list-parts.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { StateBlock } from "../../components/state-block.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { dayText, dueDayText, momentText } from "../../time.ts";
import { ReceiptButton } from "./receipt-button.tsx";
import classes from "./to-read.module.css";

const { ACKNOWLEDGED, EXEMPTED, CANCELLED } = AcknowledgementStatus;

/** The reader's own history: what they signed, and what was asked of them and withdrawn. */
export function SignedList() {
  const t = useTexts("to-read");
  const list = useList(
    AcknowledgementService.method.listMyAcknowledgements,
    { statuses: [ACKNOWLEDGED, EXEMPTED, CANCELLED], pageSize: 50 },
    (page) => page.acknowledgements,
  );
  return (
    <div className={classes.column}>
      <PageHeader title={t("history.title")} text={t("history.text")} />
      <ListState list={list} rows={4} height={72} />
      {list.first && list.rows.length === 0 && (
        <StateBlock kind="empty" title={t("history.empty.title")} text={t("history.empty.text")} />
      )}
      <Stack component="ul" gap="sm" className={classes.list}>
        {list.rows.map((one) => (
          <li key={one.id}>
            <Entry one={one} />
          </li>
        ))}
      </Stack>
      <ShowMore list={list} mt="md" />
    </div>
  );
}

function Entry({ one }: { readonly one: Acknowledgement }) {
  const t = useTexts("to-read");
  const signed = one.status === ACKNOWLEDGED;
  return (
    <div className={classes.entry}>
      <div className={classes.entryText}>
        {signed ? (
          <Link to={`/acknowledgements/${one.id}`} className={classes.entryTitle}>
            {one.policyTitle}
          </Link>
        ) : (
          <Text fw={600}>{one.policyTitle}</Text>
        )}
        <Text size="sm" c="dimmed">
          {t("reader.version", { version: one.version })}
          {" · "}
          {signed ? t("reader.signedOn", { time: momentText(one.signTime) }) : dayText(one.updateTime)}
        </Text>
        {one.renewalDueTime && (
          <Text size="sm" c="dimmed">
            {t("signed.renewal", { day: dueDayText(one.renewalDueTime) })}
          </Text>
        )}
      </div>
      <Group gap="xs">
        {signed ? (
          <ReceiptButton acknowledgementId={one.id} title={one.policyTitle} />
        ) : (
          <StatusBadge tone="neutral">
            {t(one.status === EXEMPTED ? "history.exempted" : "history.cancelled")}
          </StatusBadge>
        )}
      </Group>
    </div>
  );
}
