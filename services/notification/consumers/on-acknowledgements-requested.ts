import { timestampDate } from "@bufbuild/protobuf/wkt";
import {
  AcknowledgementsRequestedSchema,
  type RequestedAcknowledgement,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { NotificationContext } from "../context.ts";
import type { Message } from "../domain/message.ts";
import { unsettled } from "../domain/settlement.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { addressingOf, type RequestedMail } from "../store/delivery-store.ts";
import { type Announcement, announce, mailRow } from "../telling/announce.ts";

const MINUTE_MS = 60_000;
const DEFAULT_DEBOUNCE_MINUTES = 15;
/** People from which on an event is one of a publication rather than of somebody's joining or changing. */
const MANY = 20;

type RequestMessage = Message<"acknowledgement_requested">;

/**
 * People are asked to sign: an entry in the inbox at once, and the item goes into the one mail that is collected for
 * the person, which is due when the customer's debounce time has passed since its first item. The mail to somebody on
 * leave waits for their return.
 */
export const onAcknowledgementsRequested = (context: NotificationContext): EventHandler =>
  on(
    AcknowledgementsRequestedSchema,
    async (event, tries) => {
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
      const mails = wanted.flatMap(({ announcement, message, held }): RequestedMail[] => {
        const { nextAttemptTime: _, ...row } = mailRow(context, event, announcement);
        if (announcement.to.email === "" || told.has(addressingOf(row))) return [];
        const waiting = held
          ? ({ collecting: "held", held: "on_leave" } as const)
          : ({ collecting: "open", nextAttemptTime: dueTime } as const);
        return [{ ...row, ...message, ...waiting, resourceId: "" }];
      });
      const collected = await collect(context, customerId, mails, tries);
      return { changes: [...posted.changes, ...collected], events: posted.events };
    },
    () => context.nudge(SEND_DELIVERIES),
  );

/**
 * The writes that collect mails. Those to many people are decided on what is there, which costs MongoDB half as much;
 * to a few, or after losing against another event about the same people, in a way that holds whatever is there.
 */
async function collect(
  { deliveries }: NotificationContext,
  customerId: string,
  mails: readonly RequestedMail[],
  tries: number,
): Promise<readonly Change[]> {
  if (tries > 1 || mails.length < MANY) return mails.map((mail) => deliveries.collect(mail));
  const recipients = mails.map(({ recipient }) => recipient);
  const seen = await deliveries.collecting(customerId, recipients);
  return mails.map((mail) => deliveries.collectAfter(seen, mail));
}

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
