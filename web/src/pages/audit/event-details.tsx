import { useQuery } from "@connectrpc/connect-query";
import { Badge, Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { AuditEvent } from "#gen/countersign/audit/v1/audit_event_pb.ts";
import { AuditService } from "#gen/countersign/audit/v1/audit_service_pb.ts";
import { usePhone } from "../../app/phone.ts";
import { useMe } from "../../app/session.tsx";
import { useTexts } from "../../app/texts.ts";
import { opens } from "../../app/where.ts";
import { CopyValue } from "../../components/copy-value.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { StateBlock } from "../../components/state-block.tsx";
import { momentText } from "../../time.ts";
import classes from "./audit.module.css";
import { changedFields, dataOf, eventText, typeText } from "./event-text.ts";
import { objectPath } from "./object-path.ts";

type Change = (changes: Record<string, string>) => void;

/** One event at the side of the log: who, when, what about, and the event itself on demand. */
export function EventDetails({
  eventId,
  known,
  change,
}: {
  readonly eventId: string;
  /** The event, if the list has it. */
  readonly known: AuditEvent | undefined;
  readonly change: Change;
}) {
  const t = useTexts("audit");
  const phone = usePhone();
  const { data, error, refetch } = useQuery(
    AuditService.method.getAuditEvent,
    { auditEventId: eventId },
    { enabled: known === undefined },
  );
  const event = known ?? data?.auditEvent;
  return (
    <Drawer
      opened
      position="right"
      size={phone ? "100%" : "lg"}
      title={event ? typeText(t, event.type) : t("details.title")}
      closeButtonProps={{ "aria-label": t("close") }}
      onClose={() => change({ event: "" })}
    >
      {event && <Details key={event.id} event={event} change={change} />}
      {!event && !error && <StateBlock kind="loading" small />}
      {!event && error && <StateBlock kind="error" error={error} onRetry={() => void refetch()} small />}
    </Drawer>
  );
}

function Details({ event, change }: { readonly event: AuditEvent; readonly change: Change }) {
  const t = useTexts("audit");
  const me = useMe();
  const [raw, setRaw] = useState(false);
  const data = dataOf(event);
  const fields = changedFields(data);
  const { userId = "", name = "", service = "" } = event.actor ?? {};
  const path = objectPath(event.subject);
  return (
    <Stack gap="lg">
      <Text size="lg" fw={600}>
        {eventText(t, event)}
      </Text>
      <Facts cols={1}>
        <Fact name={t("column.when")}>
          {momentText(event.time)}{" "}
          <Text span size="sm" c="dimmed">
            {t("details.recorded", { time: momentText(event.recordTime) })}
          </Text>
        </Fact>
        <Fact name={t("column.who")}>
          <Stack gap={6} align="flex-start">
            {userId ? name : t("actor.service", { name: name || service })}
            {userId && (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => change({ actor: userId, event: "" })}
              >
                {t("details.sameActor")}
              </Button>
            )}
          </Stack>
        </Fact>
        {event.subject && (
          <Fact name={t("column.about")}>
            <Stack gap={6} align="stretch">
              <CopyValue value={event.subject} label={t("column.about")} />
              <Group gap="xs">
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => change({ subject: event.subject, event: "" })}
                >
                  {t("details.sameSubject")}
                </Button>
                {path && opens(me, path) && (
                  <Button
                    size="compact-xs"
                    variant="light"
                    renderRoot={(props) => <Link to={path} {...props} />}
                  >
                    {t("details.open")}
                  </Button>
                )}
              </Group>
            </Stack>
          </Fact>
        )}
        {fields.length > 0 && (
          <Fact name={t("details.changed")}>
            <Group gap={6}>
              {fields.map((field) => (
                <Badge key={field} variant="default">
                  {field}
                </Badge>
              ))}
            </Group>
          </Fact>
        )}
        <Fact name={t("details.type")}>
          <Text size="sm" ff="monospace">
            {event.type}
          </Text>
        </Fact>
        <Fact name={t("details.id")}>
          <CopyValue value={event.id} label={t("details.id")} />
        </Fact>
      </Facts>
      <Button variant="default" aria-expanded={raw} onClick={() => setRaw(!raw)}>
        {t(raw ? "details.hideRaw" : "details.showRaw")}
      </Button>
      {raw && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached with the keyboard
        <section className={classes.json} tabIndex={0} aria-label={t("details.raw")}>
          {JSON.stringify(data, undefined, 2)}
        </section>
      )}
    </Stack>
  );
}
