import { AcknowledgementsRequestedSchema } from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import { type ComplianceContext, FOLD_PROGRESS } from "../context.ts";
import { requested } from "../domain/counts.ts";
import { learnPublished } from "./published-policy.ts";

/** People were asked to sign. The event brings the policy as it is in force, in case it overtook the publication. */
export const onAcknowledgementsRequested = (context: ComplianceContext): EventHandler =>
  on(
    AcknowledgementsRequestedSchema,
    async ({ customerId, message: { policy, acknowledgements } }) => {
      if (!policy) return undefined;
      const movement = requested(policy.materialVersion, acknowledgements);
      return {
        changes: [
          context.progress.move(customerId, policy.policyId, movement),
          ...learnPublished(context, customerId, policy),
        ],
      };
    },
    () => context.nudge(FOLD_PROGRESS),
  );
