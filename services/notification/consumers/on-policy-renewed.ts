import { PolicyRenewedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { settledQuietly } from "../telling/settle.ts";

/** A policy was reviewed: nobody is asked to any more. */
export const onPolicyRenewed = (context: NotificationContext): EventHandler =>
  on(PolicyRenewedSchema, async (event) =>
    settledQuietly(context, event, ["review_due"], event.message.policy?.id),
  );
