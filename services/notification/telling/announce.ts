import type { Effect } from "../../../runtime/events/consumer.ts";
import type { ReceivedEvent } from "../../../runtime/events/event.ts";
import type { NotificationContext } from "../context.ts";
import { type Kind, type Message, resourceOf } from "../domain/message.ts";
import { isChosen } from "../domain/preferences.ts";
import { events } from "../events.ts";
import type { DeliveryRow } from "../store/delivery-model.ts";
import { addressingOf, addressKeyOf } from "../store/delivery-store.ts";

/** Somebody to tell. */
export interface Addressee {
  /** `usr_…` or `emp_…`. */
  readonly id: string;
  readonly name: string;
  /** Empty: only the inbox. */
  readonly email: string;
}

/** Something to tell somebody, in their inbox and by mail. */
export interface Announcement {
  readonly to: Addressee;
  readonly message: Message;
  /** What it is about, unless the message itself says so; empty: several things. */
  readonly resourceId: string;
  /** A shorter message for the inbox; default: `message`. */
  readonly inbox?: Message;
  /** False: not by mail. Default: true. */
  readonly mail?: boolean;
}

type Cause = Pick<ReceivedEvent, "id" | "customerId">;

/** A mail about an announcement, due now. */
export const mailRow = (
  context: NotificationContext,
  cause: Cause,
  { to, message, resourceId }: Announcement,
): DeliveryRow => ({
  ...blankRow(context, cause, to, message, resourceId),
  channel: "email",
  state: "pending",
  address: to.email,
  addressKey: addressKeyOf(to.email),
  nextAttemptTime: context.clock.now(),
});

const inboxRow = (context: NotificationContext, cause: Cause, announcement: Announcement): DeliveryRow => ({
  ...blankRow(
    context,
    cause,
    announcement.to,
    announcement.inbox ?? announcement.message,
    announcement.resourceId,
  ),
  channel: "in_app",
  state: "sent",
  unread: true,
});

function blankRow(
  context: NotificationContext,
  cause: Cause,
  to: Addressee,
  message: Message,
  resourceId: string,
): Omit<DeliveryRow, "channel" | "state"> & Message {
  const now = context.clock.now();
  return {
    ...message,
    _id: context.newId("dlv"),
    customerId: cause.customerId,
    eventIds: [cause.id],
    recipient: to.id,
    name: to.name,
    resourceId: resourceOf(message, resourceId),
    tries: 0,
    createTime: now,
    updateTime: now,
    revision: 1,
  };
}

/**
 * The effect of telling people of one event: entries in their inboxes and mails that are due now. Whoever has been
 * told of this event already is left out, however often it comes, and so is what people have switched off.
 */
export async function announce(
  context: NotificationContext,
  cause: Cause,
  announcements: readonly Announcement[],
): Promise<Required<Pick<Effect, "changes" | "events">>> {
  const chosen = announcements.filter(({ message }) => isChosen(message.kind));
  const [told, preferences] = await Promise.all([
    context.deliveries.addressed(cause.customerId, cause.id),
    context.preferences.of(
      cause.customerId,
      chosen.map(({ to }) => to.id),
    ),
  ]);
  const fresh = (row: DeliveryRow): boolean =>
    !told.has(addressingOf(row)) &&
    !preferences.get(row.recipient)?.off.includes(`${row.kind}/${row.channel}`);
  const entries = announcements.map((each) => inboxRow(context, cause, each)).filter(fresh);
  const mails = announcements
    .filter(({ mail, to }) => mail !== false && to.email !== "")
    .map((each) => mailRow(context, cause, each))
    .filter(fresh);
  const kinds = new Set<Kind>(entries.map((row) => row.kind));
  return {
    changes: context.deliveries.post([...entries, ...mails]),
    events: [...kinds].flatMap((kind) =>
      events.posted(
        cause.customerId,
        cause.id,
        kind,
        entries.filter((row) => row.kind === kind),
      ),
    ),
  };
}
