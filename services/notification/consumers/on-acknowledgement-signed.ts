import { timestampDate } from "@bufbuild/protobuf/wkt";
import { AcknowledgementSignedSchema } from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { type Announcement, announce } from "../telling/announce.ts";
import { settleEntries } from "../telling/settle.ts";

/** Somebody signed: they get a confirmation, and what asked them for it is settled or will not be sent. */
export const onAcknowledgementSigned = (context: NotificationContext): EventHandler =>
  on(
    AcknowledgementSignedSchema,
    async (event) => {
      const { customerId, message } = event;
      const id = message.acknowledgementId;
      const renewal = message.renewalDueTime;
      const confirmation: Announcement = {
        to: { id: message.employeeId, name: message.name, email: message.email },
        message: {
          kind: "confirmation",
          content: {
            title: message.title,
            version: message.version,
            signTime: message.signTime ? timestampDate(message.signTime) : event.time,
            ...(renewal ? { renewalDueTime: timestampDate(renewal) } : {}),
          },
        },
        resourceId: id,
      };
      const [asked, { changes, events }] = await Promise.all([
        settleEntries(context, customerId, ["acknowledgement_requested", "reminder"], [id]),
        announce(context, event, [confirmation]),
      ]);
      const settlement = { revision: Number(message.revision), time: event.time };
      const remembered = context.settled.remember(customerId, id, settlement);
      // The confirmation's own event tells the inbox's watchers that the number of unread entries changed.
      return { changes: [...asked.changes, ...changes, remembered], events };
    },
    () => context.nudge(SEND_DELIVERIES),
  );
