import { AudienceMatchedSchema } from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { AcknowledgementContext } from "../context.ts";
import { withSweep } from "../domain/policy.ts";

/**
 * Notes how many people a publication reaches, so that its rollout can end, and lets the sweep cancel what earlier
 * material versions still ask of people whom the new one does not reach.
 */
export const onAudienceMatched = (context: AcknowledgementContext): EventHandler =>
  on(
    AudienceMatchedSchema,
    async ({ customerId, message }) => {
      const { policyId, materialVersion, matched, policyRevision } = message;
      const policy = await context.policies.find(customerId, policyId);
      if (!policy || policy.materialVersion < materialVersion)
        throw new Error(
          `${policyId} was matched at material version ${materialVersion}, which is not known yet`,
        );
      if (policy.archived || policy.materialVersion > materialVersion) return undefined;
      const rollout = await context.rollouts.ofVersion(customerId, policyId, materialVersion);
      if (rollout?.matchedRevision !== undefined) return undefined;
      const swept = { ...policy, sweeps: withSweep(policy.sweeps, "supersede") };
      return {
        changes: [
          ...(rollout ? [context.rollouts.expect(rollout, matched, Number(policyRevision))] : []),
          ...(materialVersion > 1 ? [context.policies.update(policy, swept)] : []),
        ],
      };
    },
    () => {
      context.nudge("count-rollouts");
      context.nudge("sweep-policies");
    },
  );
