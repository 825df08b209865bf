import { PolicyUpdatedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { settledQuietly } from "../telling/settle.ts";

/** An edit took a version out of review: nobody is asked to decide on it any more. */
export const onPolicyUpdated = (context: NotificationContext): EventHandler =>
  on(PolicyUpdatedSchema, async (event) =>
    event.message.approvalsVoided
      ? settledQuietly(context, event, ["approval_wanted"], event.message.policy?.id)
      : undefined,
  );
