import { PolicyUpdatedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import { type EmployeeContext, MATCH_AUDIENCES } from "../context.ts";
import { keepAudience } from "./keep-audience.ts";

/** A policy changed: if one is in force and its audience is another now, everyone is matched anew. */
export const onPolicyUpdated = (context: EmployeeContext): EventHandler =>
  on(
    PolicyUpdatedSchema,
    async ({ customerId, message }) =>
      message.published && keepAudience(context, customerId, message.published, false),
    () => context.nudge(MATCH_AUDIENCES),
  );
