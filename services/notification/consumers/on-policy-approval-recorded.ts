import { PolicyApprovalRecordedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { tellOfDecision } from "../telling/tell-of-decision.ts";

/** A version has all its approvals: its author and the policy's owner are told, and nobody is asked any more. */
export const onPolicyApprovalRecorded = (context: NotificationContext): EventHandler =>
  on(
    PolicyApprovalRecordedSchema,
    async (event) => {
      const { policy, version, approval, complete } = event.message;
      if (!policy || !version || !complete) return undefined;
      return tellOfDecision(context, event, {
        policy,
        version,
        approval,
        change: "approved",
        userIds: [version.authorUserId, policy.ownerUserId],
      });
    },
    () => context.nudge(SEND_DELIVERIES),
  );
