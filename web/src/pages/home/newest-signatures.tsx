import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { AuditService } from "#gen/countersign/audit/v1/audit_service_pb.ts";
import { useTexts } from "../../app/texts.ts";
import { Section } from "../../components/section.tsx";
import { StateBlock } from "../../components/state-block.tsx";
import { agoText } from "../../time.ts";
import { eventText } from "../audit/event-text.ts";
import classes from "./home.module.css";

const SIGNED = "countersign.acknowledgement.v1.AcknowledgementSigned";
const LIVE_MS = 10_000;

/** Who signed what, newest first; new ones appear by themselves. */
export function NewestSignatures() {
  const t = useTexts("home");
  const events = useTexts("audit");
  const { data, error, refetch } = useQuery(
    AuditService.method.listAuditEvents,
    { type: SIGNED, pageSize: 8 },
    { refetchInterval: LIVE_MS },
  );
  return (
    <Section
      title={t("signatures.title")}
      actions={
        <Anchor
          size="sm"
          renderRoot={(props) => <Link to="/audit" search={{ type: SIGNED } as never} {...props} />}
        >
          {t("signatures.all")}
        </Anchor>
      }
    >
      {!data && !error && <StateBlock kind="loading" small />}
      {error && <StateBlock kind="error" error={error} onRetry={() => void refetch()} small />}
      {data?.auditEvents.length === 0 && <Text>{t("signatures.none")}</Text>}
      {data && data.auditEvents.length > 0 && (
        <ul className={classes.signatures}>
          {data.auditEvents.map((event) => (
            <li key={event.id}>
              <Anchor
                size="sm"
                renderRoot={(props) => <Link to={`/acknowledgements/all/${event.subject}`} {...props} />}
              >
                {event.actor?.name}
                {": "}
                {eventText(events, event)}
              </Anchor>
              <time>{agoText(event.time)}</time>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
