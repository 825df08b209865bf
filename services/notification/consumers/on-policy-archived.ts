import { PolicyArchivedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { settledQuietly } from "../telling/settle.ts";

/** A policy is out of force: nobody is asked to decide on it or to review it any more. */
export const onPolicyArchived = (context: NotificationContext): EventHandler =>
  on(PolicyArchivedSchema, async (event) =>
    settledQuietly(context, event, ["approval_wanted", "review_due"], event.message.policyId),
  );
