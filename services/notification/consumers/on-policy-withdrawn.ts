import { PolicyWithdrawnSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { settledQuietly } from "../telling/settle.ts";

/** A version was taken back: nobody is asked to decide on it any more. */
export const onPolicyWithdrawn = (context: NotificationContext): EventHandler =>
  on(PolicyWithdrawnSchema, async (event) =>
    settledQuietly(context, event, ["approval_wanted"], event.message.policy?.id),
  );
