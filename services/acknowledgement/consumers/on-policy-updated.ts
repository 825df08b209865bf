import { PolicyUpdatedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { AcknowledgementContext } from "../context.ts";
import { adoptPolicy } from "./adopt-policy.ts";
import { readPolicy } from "./read-policy.ts";

/** Keeps the rules of what is in force; they count for new obligations only. */
export const onPolicyUpdated = (context: AcknowledgementContext): EventHandler =>
  on(
    PolicyUpdatedSchema,
    async ({ customerId, message: { published } }) => {
      if (!published) return undefined;
      const { isNew, changes, events } = await adoptPolicy(context, customerId, readPolicy(published));
      return isNew ? { changes, events } : undefined;
    },
    () => context.nudge("sweep-policies"),
  );
