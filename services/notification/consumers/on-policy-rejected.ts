import { PolicyRejectedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { tellOfDecision } from "../telling/tell-of-decision.ts";

/** A version was rejected: its author, its submitter and the policy's owner are told, and nobody is asked any more. */
export const onPolicyRejected = (context: NotificationContext): EventHandler =>
  on(
    PolicyRejectedSchema,
    async (event) => {
      const { policy, version, approval, submitterUserId } = event.message;
      if (!policy || !version) return undefined;
      return tellOfDecision(context, event, {
        policy,
        version,
        approval,
        change: "rejected",
        userIds: [version.authorUserId, submitterUserId, policy.ownerUserId],
      });
    },
    () => context.nudge(SEND_DELIVERIES),
  );
