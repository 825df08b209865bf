import { PolicyArchivedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { AcknowledgementContext } from "../context.ts";
import { ARCHIVE_SWEEPS, archivedPolicy } from "../domain/policy.ts";
import { endRollouts } from "./adopt-policy.ts";

/** Ends a policy's rollout; the sweep cancels what is pending. Assignments that arrive later find it archived. */
export const onPolicyArchived = (context: AcknowledgementContext): EventHandler =>
  on(
    PolicyArchivedSchema,
    async ({ customerId, message }) => {
      const { policyId, materialVersion } = message;
      if (materialVersion === 0) return undefined;
      const known = await context.policies.find(customerId, policyId);
      if (known?.archived) return undefined;
      if (!known) {
        const text = { policyVersionId: message.policyVersionId, title: message.title };
        const archived = archivedPolicy(
          customerId,
          policyId,
          text,
          materialVersion,
          Number(message.revision),
        );
        return { changes: [context.policies.insert(archived, 0)] };
      }
      const after = {
        ...known,
        archived: true,
        policyRevision: Math.max(known.policyRevision, Number(message.revision)),
        sweeps: ARCHIVE_SWEEPS,
      };
      const ended = await endRollouts(context, customerId, policyId);
      return {
        changes: [context.policies.update(known, after), ...ended.changes],
        events: ended.events,
      };
    },
    () => context.nudge("sweep-policies"),
  );
