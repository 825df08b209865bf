import { timestampDate } from "@bufbuild/protobuf/wkt";
import { AcknowledgementsEscalatedSchema } from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { MOST_LISTED } from "../domain/message.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { announce } from "../telling/announce.ts";
import { toUser } from "../telling/recipients.ts";

/** People are late: one digest to each user that holds the level's role. The inbox gets the numbers, the mail the list. */
export const onAcknowledgementsEscalated = (context: NotificationContext): EventHandler =>
  on(
    AcknowledgementsEscalatedSchema,
    async (event) => {
      const { role, daysOverdue, totalCount, employeeCount, acknowledgements } = event.message;
      const users = await context.people.usersWithRole(event.customerId, role);
      const items = acknowledgements
        .toSorted((a, b) => b.daysOverdue - a.daysOverdue)
        .slice(0, MOST_LISTED)
        .map((each) => ({
          title: each.title,
          employeeName: each.name,
          department: each.department,
          dueTime: each.dueTime ? timestampDate(each.dueTime) : new Date(0),
          daysOverdue: each.daysOverdue,
        }));
      const content = { daysOverdue, totalCount, employeeCount };
      return announce(
        context,
        event,
        users.map((user) => ({
          to: toUser(user),
          message: { kind: "escalation", content: { ...content, items } },
          inbox: { kind: "escalation", content: { ...content, items: [] } },
          resourceId: "",
        })),
      );
    },
    () => context.nudge(SEND_DELIVERIES),
  );
