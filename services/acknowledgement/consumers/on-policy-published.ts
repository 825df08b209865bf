import { PolicyPublishedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { AcknowledgementContext } from "../context.ts";
import { adoptPolicy } from "./adopt-policy.ts";
import { readPolicy } from "./read-policy.ts";

/** Keeps what is in force; a material publication begins a rollout, an editorial one moves what is pending. */
export const onPolicyPublished = (context: AcknowledgementContext): EventHandler =>
  on(
    PolicyPublishedSchema,
    async ({ customerId, message: { policy } }) => {
      if (!policy) return undefined;
      const { isNew, changes, events } = await adoptPolicy(context, customerId, readPolicy(policy));
      return isNew ? { changes, events } : undefined;
    },
    () => context.nudge("sweep-policies"),
  );
