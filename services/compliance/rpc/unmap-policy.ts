import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { ComplianceContext } from "../context.ts";
import { rollUp } from "../domain/rollup.ts";
import { events } from "../events.ts";
import { changedByUser, userVersion } from "../store/customer-compliance-model.ts";
import { customerComplianceMessage } from "./messages.ts";

const { method } = ComplianceService;

/** Counts a policy no longer. */
export const unmapPolicy: Handler<ComplianceContext, typeof method.unmapPolicy> = (context, request, call) =>
  write(context, call, method.unmapPolicy, request, async () => {
    const customerId = customerOf(call);
    const row = await context.compliances.get(customerId, request.customerComplianceId);
    checkEtag("customer compliance", userVersion(row), request.etag);
    const gone = row.policies.filter((policy) => policy.policyId === request.policyId);
    if (gone.length === 0) {
      return { changes: [], events: [], response: { customerCompliance: customerComplianceMessage(row) } };
    }
    const kept = row.policies.filter((policy) => policy.policyId !== request.policyId);
    const known = await context.progress.find(
      customerId,
      kept.map((policy) => policy.policyId),
    );
    const rollup = rollUp(kept, known, {
      ...row,
      updatedSinceAudit: row.updatedSinceAudit || row.lastAuditTime !== undefined,
    });
    const after = changedByUser(row, rollup, context.clock.now());
    return {
      changes: [context.compliances.replace(row, after)],
      events: [
        ...gone.map((policy) => events.policyUnmapped(after, policy)),
        ...events.complianceMoved(row, after),
      ],
      response: { customerCompliance: customerComplianceMessage(after) },
    };
  });
