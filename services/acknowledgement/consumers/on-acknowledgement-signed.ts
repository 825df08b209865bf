import { AcknowledgementSignedSchema } from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { AcknowledgementContext } from "../context.ts";

/**
 * Notes that the rollout's counts are behind. Thousands of signers share one rollout, so their units must not touch
 * it; a worker counts by index afterwards. The note is no part of a unit and needs no memory of the event: making it
 * twice does no harm, and only the first of many writes.
 */
export const onAcknowledgementSigned = (context: AcknowledgementContext): EventHandler =>
  on(AcknowledgementSignedSchema, async ({ customerId, message: { rolloutId } }) => {
    if (rolloutId === "") return undefined;
    await context.rollouts.markStale(customerId, rolloutId);
    context.nudge("count-rollouts");
    return undefined;
  });
