import { AcknowledgementsCancelledSchema } from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import { type ComplianceContext, FOLD_PROGRESS } from "../context.ts";
import { cancelled } from "../domain/counts.ts";

/** People need no longer sign. */
export const onAcknowledgementsCancelled = (context: ComplianceContext): EventHandler =>
  on(
    AcknowledgementsCancelledSchema,
    async ({ customerId, message: { policyId, materialVersion, acknowledgements } }) => ({
      changes: [
        context.progress.move(customerId, policyId, cancelled(materialVersion, acknowledgements.length)),
      ],
    }),
    () => context.nudge(FOLD_PROGRESS),
  );
