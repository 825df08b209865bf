import { PolicyPublishedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import { type EmployeeContext, MATCH_AUDIENCES } from "../context.ts";
import { keepAudience } from "./keep-audience.ts";

/** A version came into force: its audience is matched with everyone. */
export const onPolicyPublished = (context: EmployeeContext): EventHandler =>
  on(
    PolicyPublishedSchema,
    async ({ customerId, message }) =>
      message.policy && keepAudience(context, customerId, message.policy, true),
    () => context.nudge(MATCH_AUDIENCES),
  );
