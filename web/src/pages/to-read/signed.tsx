import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import {
  type Acknowledgement,
  AcknowledgementStatus,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { useList } from "../../app/list.ts";
import { useTexts } from "../../app/texts.ts";
import { dueDayText, momentText } from "../../time.ts";
import { ReceiptButton } from "./receipt-button.tsx";
import classes from "./to-read.module.css";

/** After the signature: what was recorded, the receipt, and what is next. */
export function Signed({ one }: { readonly one: Acknowledgement }) {
  const t = useTexts("to-read");
  const waiting = useList(
    AcknowledgementService.method.listMyAcknowledgements,
    { statuses: [AcknowledgementStatus.PENDING], pageSize: 50 },
    (page) => page.acknowledgements,
  );
  const next = waiting.rows.find(({ id }) => id !== one.id);
  return (
    <section className={classes.sign} aria-labelledby="signed-title">
      <Stack gap="sm">
        <Group gap="xs">
          <IconCircleCheck aria-hidden color="var(--mantine-color-green-7)" />
          <Title order={2} id="signed-title">
            {t("signed.title")}
          </Title>
        </Group>
        <Text>{one.consentText}</Text>
        <Text size="sm" c="dimmed">
          {t("signed.when", { time: momentText(one.signTime), version: one.version })}
          {one.renewalDueTime && ` ${t("signed.renewal", { day: dueDayText(one.renewalDueTime) })}`}
        </Text>
        <Group gap="xs">
          <ReceiptButton acknowledgementId={one.id} title={one.policyTitle} />
          {next && (
            <Button size="xs" renderRoot={(props) => <Link to={`/acknowledgements/${next.id}`} {...props} />}>
              {t("signed.next", { title: next.policyTitle })}
            </Button>
          )}
        </Group>
      </Stack>
    </section>
  );
}
