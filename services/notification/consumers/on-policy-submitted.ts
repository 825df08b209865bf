import { PolicySubmittedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { MOST_COMMENT } from "../domain/message.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { announce } from "../telling/announce.ts";
import { approversOf } from "../telling/recipients.ts";

/** A version waits for approval: those who may decide are told, never its author, an editor or the submitter. */
export const onPolicySubmitted = (context: NotificationContext): EventHandler =>
  on(
    PolicySubmittedSchema,
    async (event) => {
      const { policy, version, submitterUserId, comment } = event.message;
      if (!policy || !version) return undefined;
      const except = [submitterUserId, version.authorUserId, ...version.editorUserIds];
      const approvers = await approversOf(context, event.customerId, event.message, except);
      return announce(
        context,
        event,
        approvers.map((to) => ({
          to,
          message: {
            kind: "approval_wanted",
            content: {
              subject: "version",
              policyId: policy.id,
              title: version.title || policy.title,
              number: version.number,
              key: "",
              byName: event.actor.name,
              comment: comment.slice(0, MOST_COMMENT),
            },
          },
          resourceId: policy.id,
        })),
      );
    },
    () => context.nudge(SEND_DELIVERIES),
  );
