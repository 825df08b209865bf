import { PolicyConfigurationProposedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { MOST_COMMENT } from "../domain/message.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { announce } from "../telling/announce.ts";
import { approversOf } from "../telling/recipients.ts";

/** A configuration's value waits for approval: those who may decide are told, never the proposer. */
export const onPolicyConfigurationProposed = (context: NotificationContext): EventHandler =>
  on(
    PolicyConfigurationProposedSchema,
    async (event) => {
      const { configuration, policyTitle } = event.message;
      if (!configuration) return undefined;
      const except = [configuration.proposerUserId];
      const approvers = await approversOf(context, event.customerId, event.message, except);
      return announce(
        context,
        event,
        approvers.map((to) => ({
          to,
          message: {
            kind: "approval_wanted",
            content: {
              subject: "configuration",
              policyId: configuration.policyId,
              title: policyTitle,
              number: configuration.number,
              key: configuration.key,
              byName: event.actor.name,
              comment: configuration.comment.slice(0, MOST_COMMENT),
            },
          },
          resourceId: configuration.id,
        })),
      );
    },
    () => context.nudge(SEND_DELIVERIES),
  );
