import { timestampDate } from "@bufbuild/protobuf/wkt";
import {
  AcknowledgementsRequestedSchema,
  type RequestedAcknowledgement,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import type { Message } from "../domain/message.ts";
import { unsettled } from "../domain/settlement.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { addressingOf } from "../store/delivery-store.ts";
import { type Announcement, announce, mailRow } from "../telling/announce.ts";

const MINUTE_MS = 60_000;
const DEFAULT_DEBOUNCE_MINUTES = 15;

type RequestMessage = Message<"acknowledgement_requested">;

/**
 * People are asked to sign: an entry in the inbox at once, and the item goes into the one mail that is collected for
 * the person, which is due when the customer's debounce time has passed since its first item. The mail to somebody on
 * leave waits for their return.
 */
export const onAcknowledgementsRequested = (context: NotificationContext): EventHandler =>
  on(
    AcknowledgementsRequestedSchema,
    async (event) => {
      const { customerId } = event;
      const { acknowledgements, policy } = event.message;
      const ids = acknowledgements.map((each) => each.acknowledgementId);
      const [tenant, settled, told, present] = await Promise.all([
        context.tenants.find(customerId),
        context.settled.among(customerId, ids),
        context.deliveries.addressed(customerId, event.id),
        context.people.presentAmong(
          customerId,
          acknowledgements.filter((each) => each.paused).map((each) => each.employeeId),
        ),
      ]);
      const minutes = tenant?.settings?.reminders?.noticeDebounceMinutes ?? DEFAULT_DEBOUNCE_MINUTES;
      const dueTime = new Date(context.clock.now().getTime() + minutes * MINUTE_MS);
      const wanted = acknowledgements.flatMap((each) => {
        const message = requestOf(each, policy?.title ?? "");
        if (!unsettled(message, settled)) return [];
        const held = each.paused && !present.has(each.employeeId);
        return [{ announcement: announcementOf(each, message), message, held }];
      });
      const posted = await announce(
        context,
        event,
        wanted.map(({ announcement }) => announcement),
      );
      const collected = wanted.flatMap(({ announcement, message, held }) => {
        const { nextAttemptTime: _, ...row } = mailRow(context, event, announcement);
        if (announcement.to.email === "" || told.has(addressingOf(row))) return [];
        const waiting = held
          ? ({ collecting: "held", held: "on_leave" } as const)
          : ({ collecting: "open", nextAttemptTime: dueTime } as const);
        return [context.deliveries.collect({ ...row, ...message, ...waiting, resourceId: "" })];
      });
      return { changes: [...posted.changes, ...collected], events: posted.events };
    },
    () => context.nudge(SEND_DELIVERIES),
  );

const requestOf = (each: RequestedAcknowledgement, title: string): RequestMessage => ({
  kind: "acknowledgement_requested",
  content: {
    items: [
      {
        id: each.acknowledgementId,
        title,
        dueTime: each.dueTime ? timestampDate(each.dueTime) : new Date(0),
        revision: Number(each.revision),
      },
    ],
  },
});

const announcementOf = (each: RequestedAcknowledgement, message: RequestMessage): Announcement => ({
  to: { id: each.employeeId, name: each.name, email: each.email },
  message,
  resourceId: each.acknowledgementId,
  mail: false,
});
