import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  NotificationDeliveredSchema,
  NotificationFailedSchema,
  NotificationsPostedSchema,
  NotificationsReadSchema,
  PreferencesUpdatedSchema,
} from "#gen/countersign/notification/v1/notification_events_pb.ts";
import type { PreferencesSchema } from "#gen/countersign/notification/v1/preferences_pb.ts";
import { type EventDraft, event } from "../../runtime/events/event.ts";
import { notificationIdOf } from "./domain/delivery.ts";
import type { Kind } from "./domain/message.ts";
import { deliveryMessage, kindNumber } from "./rpc/messages.ts";
import type { DeliveryRow } from "./store/delivery-model.ts";

/** Most inboxes that one event tells of. */
const MOST_INBOXES = 1000;

const about = (row: DeliveryRow) => ({ customerId: row.customerId, subject: row._id });
const isUser = (id: string): boolean => id.startsWith("usr_");

/** All that this service tells others. */
export const events = {
  delivered: (row: DeliveryRow): EventDraft =>
    event(NotificationDeliveredSchema, about(row), { delivery: deliveryMessage(row) }),
  failed: (row: DeliveryRow): EventDraft =>
    event(NotificationFailedSchema, about(row), { delivery: deliveryMessage(row) }),
  /** In-app deliveries of one kind that one event caused. */
  posted: (customerId: string, causeId: string, kind: Kind, rows: readonly DeliveryRow[]): EventDraft[] =>
    chunks(rows).map((chunk) =>
      event(
        NotificationsPostedSchema,
        { customerId, subject: causeId },
        {
          kind: kindNumber(kind),
          notifications: chunk.map(({ _id, recipient }) => ({
            notificationId: notificationIdOf(_id),
            ...(isUser(recipient) ? { userId: recipient } : { employeeId: recipient }),
          })),
        },
      ),
    ),
  preferencesUpdated: (
    customerId: string,
    userId: string,
    preferences: MessageInitShape<typeof PreferencesSchema>,
  ): EventDraft => event(PreferencesUpdatedSchema, { customerId, subject: userId }, { userId, preferences }),
  /** Entries of these inboxes count as read; `subject` is the user or the event that made it so. */
  read: (customerId: string, subject: string, owners: Iterable<string>): EventDraft[] =>
    chunks([...new Set(owners)]).map((chunk) =>
      event(
        NotificationsReadSchema,
        { customerId, subject },
        { userIds: chunk.filter(isUser), employeeIds: chunk.filter((id) => !isUser(id)) },
      ),
    ),
};

function chunks<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / MOST_INBOXES);
  return Array.from({ length: count }, (_, i) => items.slice(i * MOST_INBOXES, (i + 1) * MOST_INBOXES));
}
