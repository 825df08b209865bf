import { PolicyArchivedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import { type ComplianceContext, FOLD_PROGRESS } from "../context.ts";

/** A policy is out of force for good: it stays mapped and counts nothing. */
export const onPolicyArchived = (context: ComplianceContext): EventHandler =>
  on(
    PolicyArchivedSchema,
    async ({ customerId, time, message: { policyId, title, materialVersion, revision } }) => ({
      changes: context.progress.learn(
        customerId,
        policyId,
        { revision: Number(revision), title, standing: "ARCHIVED", materialVersion },
        { archiveTime: time },
      ),
    }),
    () => context.nudge(FOLD_PROGRESS),
  );
