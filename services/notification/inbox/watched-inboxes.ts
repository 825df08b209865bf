import { fromBinary } from "@bufbuild/protobuf";
import {
  NotificationsPostedSchema,
  NotificationsReadSchema,
} from "#gen/countersign/notification/v1/notification_events_pb.ts";
import type { Watched } from "../../../runtime/events/live.ts";

/** Whose inboxes an event is about; read once per event, however many streams ask. */
const owners = new WeakMap<Uint8Array, ReadonlySet<string>>();

/** The events that change one of these inboxes. An event about a thousand others wakes nobody here. */
export const watchedInboxes = (mine: readonly string[]): Pick<Watched, "events" | "concerns"> => ({
  events: [NotificationsPostedSchema, NotificationsReadSchema],
  concerns: ({ type, body }) => {
    const touched = owners.get(body) ?? ownersIn(type, body);
    owners.set(body, touched);
    return mine.some((owner) => touched.has(owner));
  },
});

function ownersIn(type: string, body: Uint8Array): ReadonlySet<string> {
  if (type === NotificationsPostedSchema.typeName) {
    const { notifications } = fromBinary(NotificationsPostedSchema, body);
    return new Set(notifications.map(({ userId, employeeId }) => userId || employeeId));
  }
  const { userIds, employeeIds } = fromBinary(NotificationsReadSchema, body);
  return new Set([...userIds, ...employeeIds]);
}
