import { PolicyPublishedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { PolicyVersionCause } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { MOST_COMMENT } from "../domain/message.ts";
import { events } from "../events.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { announce } from "../telling/announce.ts";
import { usersOf } from "../telling/recipients.ts";
import { settleEntries } from "../telling/settle.ts";

/**
 * A version came into force, material or editorial: the policy's owner is told, unless they published it themselves.
 * Publishing counts as a review, but for a value that was activated.
 */
export const onPolicyPublished = (context: NotificationContext): EventHandler =>
  on(
    PolicyPublishedSchema,
    async (event) => {
      const { policy } = event.message;
      if (!policy) return undefined;
      const owners = await usersOf(context, event.customerId, [policy.ownerUserId], [event.actor.userId]);
      const reviewed = event.message.cause !== PolicyVersionCause.CONFIGURATION;
      const asked = await settleEntries(
        context,
        event.customerId,
        ["review_due"],
        reviewed ? [policy.policyId] : [],
      );
      const told = await announce(
        context,
        event,
        owners.map((to) => ({
          to,
          message: {
            kind: "policy_update",
            content: {
              change: "published",
              title: policy.title,
              version: policy.version,
              byName: event.actor.name,
              comment: policy.changeNote.slice(0, MOST_COMMENT),
            },
          },
          resourceId: policy.policyId,
        })),
      );
      return {
        changes: [...asked.changes, ...told.changes],
        events: [...told.events, ...events.read(event.customerId, event.id, asked.owners)],
      };
    },
    () => context.nudge(SEND_DELIVERIES),
  );
