import { timestampDate } from "@bufbuild/protobuf/wkt";
import { PolicyReviewDueSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { events } from "../events.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { announce } from "../telling/announce.ts";
import { usersOf } from "../telling/recipients.ts";
import { settleEntries } from "../telling/settle.ts";

/** A policy should be reviewed: its owner is told; an earlier notice of the same policy asks no more. */
export const onPolicyReviewDue = (context: NotificationContext): EventHandler =>
  on(
    PolicyReviewDueSchema,
    async (event) => {
      const { policy, daysUntilDue } = event.message;
      if (!policy?.reviewDueTime) return undefined;
      const { id: policyId, title, reviewDueTime } = policy;
      const earlier = await settleEntries(context, event.customerId, ["review_due"], [policyId]);
      const owners = await usersOf(context, event.customerId, [policy.ownerUserId], []);
      const told = await announce(
        context,
        event,
        owners.map((to) => ({
          to,
          message: {
            kind: "review_due",
            content: { title, dueTime: timestampDate(reviewDueTime), daysUntilDue },
          },
          resourceId: policyId,
        })),
      );
      return {
        changes: [...earlier.changes, ...told.changes],
        events: [...told.events, ...events.read(event.customerId, event.id, earlier.owners)],
      };
    },
    () => context.nudge(SEND_DELIVERIES),
  );
