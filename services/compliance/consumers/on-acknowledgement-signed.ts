import { AcknowledgementSignedSchema } from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import { type ComplianceContext, FOLD_PROGRESS } from "../context.ts";
import { signed } from "../domain/counts.ts";

/** Somebody signed: one increment of one row. */
export const onAcknowledgementSigned = (context: ComplianceContext): EventHandler =>
  on(
    AcknowledgementSignedSchema,
    async ({ customerId, message: { policyId, materialVersion } }) => ({
      changes: [context.progress.move(customerId, policyId, signed(materialVersion))],
    }),
    () => context.nudge(FOLD_PROGRESS),
  );
