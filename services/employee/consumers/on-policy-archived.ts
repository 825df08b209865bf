import { create } from "@bufbuild/protobuf";
import { PolicyArchivedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { PublishedPolicySchema } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import { type EmployeeContext, MATCH_AUDIENCES } from "../context.ts";
import { snapshotOf } from "../rpc/policies-in-force.ts";

/** A policy is out of force: it ends for everyone. Remembered, so that a publication that arrives late changes nothing. */
export const onPolicyArchived = (context: EmployeeContext): EventHandler =>
  on(
    PolicyArchivedSchema,
    async ({ customerId, message: { policyId, revision } }) => {
      const policyRevision = Number(revision);
      const known = await context.audiences.find(customerId, policyId);
      if (!known) {
        const snapshot = snapshotOf(create(PublishedPolicySchema, { policyId, revision }));
        const row = { _id: policyId, customerId, snapshot, policyRevision, archived: true };
        return { changes: [context.audiences.insert(row)] };
      }
      if (known.archived) return undefined;
      const fields = { policyRevision: Math.max(policyRevision, known.policyRevision), archived: true };
      return { changes: [context.audiences.replace(known, fields, true)] };
    },
    () => context.nudge(MATCH_AUDIENCES),
  );
