import { PolicyPublishedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import { type ComplianceContext, FOLD_PROGRESS } from "../context.ts";
import { learnPublished } from "./published-policy.ts";

/** A version came into force: its material version is counted from now on. */
export const onPolicyPublished = (context: ComplianceContext): EventHandler =>
  on(
    PolicyPublishedSchema,
    async ({ customerId, message: { policy } }) =>
      policy && { changes: learnPublished(context, customerId, policy) },
    () => context.nudge(FOLD_PROGRESS),
  );
