import { timestampDate } from "@bufbuild/protobuf/wkt";
import {
  AcknowledgementsRemindedSchema,
  type Reminder,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import type { ReminderItem } from "../domain/message.ts";
import { unsettled } from "../domain/settlement.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { announce } from "../telling/announce.ts";

/** Reminders are due: one message per person with all of theirs, without what was settled meanwhile. */
export const onAcknowledgementsReminded = (context: NotificationContext): EventHandler =>
  on(
    AcknowledgementsRemindedSchema,
    async (event) => {
      const { reminders } = event.message;
      const ids = reminders.map((each) => each.acknowledgementId);
      const settled = await context.settled.among(event.customerId, ids);
      const people = Map.groupBy(reminders, (each) => each.employeeId);
      return announce(
        context,
        event,
        [...people].flatMap(([id, own]) => {
          const items = own.map(itemOf).toSorted((a, b) => a.dueTime.getTime() - b.dueTime.getTime());
          const whole = { kind: "reminder", content: { items, decidedTime: event.time } } as const;
          const message = unsettled(whole, settled);
          const { name = "", email = "" } = own[0] ?? {};
          return message ? [{ to: { id, name, email }, message, resourceId: "" }] : [];
        }),
      );
    },
    () => context.nudge(SEND_DELIVERIES),
  );

const itemOf = (each: Reminder): ReminderItem => ({
  id: each.acknowledgementId,
  title: each.title,
  dueTime: each.dueTime ? timestampDate(each.dueTime) : new Date(0),
  daysUntilDue: each.daysUntilDue,
});
