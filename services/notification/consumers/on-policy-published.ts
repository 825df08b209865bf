import { PolicyPublishedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { MOST_COMMENT } from "../domain/message.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { announce } from "../telling/announce.ts";
import { usersOf } from "../telling/recipients.ts";

/** A version came into force, material or editorial: the policy's owner is told, unless they published it themselves. */
export const onPolicyPublished = (context: NotificationContext): EventHandler =>
  on(
    PolicyPublishedSchema,
    async (event) => {
      const { policy } = event.message;
      if (!policy) return undefined;
      const owners = await usersOf(context, event.customerId, [policy.ownerUserId], [event.actor.userId]);
      return announce(
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
    },
    () => context.nudge(SEND_DELIVERIES),
  );
