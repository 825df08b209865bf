import { Anchor, Drawer, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import {
  ChannelSchema,
  type Delivery,
  DeliveryState,
  DeliveryStateSchema,
} from "#gen/countersign/notification/v1/delivery_pb.ts";
import { NotificationKindSchema } from "#gen/countersign/notification/v1/notification_pb.ts";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { enumName } from "../../app/enum-name.ts";
import { useList } from "../../app/list.ts";
import { useMay, useMe } from "../../app/session.tsx";
import { useTexts } from "../../app/texts.ts";
import { opens } from "../../app/where.ts";
import { Fact, Facts } from "../../components/facts.tsx";
import { StateBlock } from "../../components/state-block.tsx";
import { momentText } from "../../time.ts";
import { objectPath } from "../audit/object-path.ts";
import { DELIVERY_MANAGERS } from "./area.ts";
import classes from "./deliveries.module.css";
import { DeliveryStateBadge } from "./delivery-state.tsx";
import { RetryDelivery } from "./retry-delivery.tsx";

/** One message: what it is about, every attempt to send it, and another one if all failed. */
export function DeliveryDetails({
  known,
  deliveryId,
  eventId,
  onClose,
}: {
  /** The delivery, if it is among the rows read. */
  readonly known: Delivery | undefined;
  readonly deliveryId: string;
  /** The event that caused it: it is looked for among all that this one caused. */
  readonly eventId: string;
  readonly onClose: () => void;
}) {
  const t = useTexts("deliveries");
  const { found, looking } = useDelivery(known ? "" : deliveryId, eventId);
  const delivery = known ?? found;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t("details.title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {delivery ? (
        <Details delivery={delivery} />
      ) : (
        <StateBlock kind={looking ? "loading" : "empty"} title={t("details.missing")} small />
      )}
    </Drawer>
  );
}

function Details({ delivery }: { readonly delivery: Delivery }) {
  const t = useTexts("deliveries");
  const mayManage = useMay(DELIVERY_MANAGERS);
  const { subject, state, channel, kind, recipientName, recipientAddress, attempts } = delivery;
  return (
    <Stack gap="lg">
      <div>
        <Title order={3}>{subject}</Title>
        <Group gap="xs" mt={6}>
          <DeliveryStateBadge state={state} />
          <Text size="sm" c="dimmed">
            {t(`stateText.${enumName(DeliveryStateSchema, state)}`)}
          </Text>
        </Group>
      </div>
      <Facts>
        <Fact name={t("column.to")}>{[recipientName, recipientAddress].filter(Boolean).join(" · ")}</Fact>
        <Fact name={t("column.channel")}>{t(`channel.${enumName(ChannelSchema, channel)}`)}</Fact>
        <Fact name={t("column.kind")}>{t(`kind.${enumName(NotificationKindSchema, kind)}`)}</Fact>
        <Fact name={t("details.created")}>{momentText(delivery.createTime)}</Fact>
        {delivery.nextAttemptTime && (
          <Fact name={t("details.next")}>{momentText(delivery.nextAttemptTime)}</Fact>
        )}
        <Links delivery={delivery} />
      </Facts>
      {attempts.length > 0 && (
        <div>
          <Text size="sm" c="dimmed" mb={4}>
            {t("details.attempts")}
          </Text>
          <ol className={classes.attempts}>
            {attempts.map((attempt, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: attempts are only added at the end
              <li key={i}>
                {t(attempt.error === "" ? "details.worked" : "details.failed", {
                  time: momentText(attempt.time),
                  error: attempt.error,
                })}
              </li>
            ))}
          </ol>
        </div>
      )}
      {mayManage && state === DeliveryState.FAILED && <RetryDelivery delivery={delivery} />}
    </Stack>
  );
}

/** To what it is about and what caused it, for those who may see that. */
function Links({ delivery: { resourceId, eventId } }: { readonly delivery: Delivery }) {
  const t = useTexts("deliveries");
  const me = useMe();
  const about = objectPath(resourceId) ?? "";
  const cause = `/audit?event=${eventId}`;
  const links = [
    ...(about !== "" && opens(me, about) ? [{ to: about, text: t("details.about") }] : []),
    ...(eventId !== "" && opens(me, cause) ? [{ to: cause, text: t("details.event") }] : []),
  ];
  if (links.length === 0) return null;
  return (
    <Fact name={t("details.links")}>
      <Stack gap={2}>
        {links.map(({ to, text }) => (
          <Anchor key={to} renderRoot={(props) => <Link to={to} {...props} />}>
            {text}
          </Anchor>
        ))}
      </Stack>
    </Fact>
  );
}

/** Looks for a delivery among those of its event: no call gives a single one. */
function useDelivery(deliveryId: string, eventId: string) {
  const wanted = deliveryId !== "" && eventId !== "";
  const list = useList(
    NotificationService.method.listDeliveries,
    { pageSize: 200, eventId },
    (page) => page.deliveries,
    { enabled: wanted },
  );
  const found = wanted ? list.rows.find(({ id }) => id === deliveryId) : undefined;
  const { hasMore, readMore } = list;
  const more = wanted && !found && hasMore;
  useEffect(() => {
    if (more) readMore();
  }, [more, readMore]);
  return { found, looking: wanted && (list.isPending || more) };
}
