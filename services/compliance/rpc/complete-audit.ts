import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { ComplianceContext } from "../context.ts";
import { checkCompletable } from "../domain/audit.ts";
import { rollUp } from "../domain/rollup.ts";
import { events } from "../events.ts";
import { changedByUser } from "../store/customer-compliance-model.ts";
import { auditMessage, customerComplianceMessage } from "./messages.ts";
import { nameOf } from "./names.ts";

const { method } = ComplianceService;

/** Records an audit's result, with the percentage as it is at that moment. */
export const completeAudit: Handler<ComplianceContext, typeof method.completeAudit> = (
  context,
  request,
  call,
) =>
  write(context, call, method.completeAudit, request, async () => {
    const customerId = customerOf(call);
    const audit = await context.audits.get(customerId, request.auditId);
    checkEtag("audit", audit, request.etag);
    checkCompletable(audit.state);
    const row = await context.compliances.get(customerId, audit.customerComplianceId);
    const known = await context.progress.find(
      customerId,
      row.policies.map((policy) => policy.policyId),
    );
    const now = context.clock.now();
    const outcome = nameOf.auditOutcome(request.outcome);
    const rollup = rollUp(row.policies, known, { lastAuditTime: now, updatedSinceAudit: false });
    const after = changedByUser(
      row,
      { ...rollup, updatedSinceAudit: false, auditStatus: outcome, auditTime: now, lastAuditTime: now },
      now,
    );
    const completed = {
      state: "COMPLETED" as const,
      outcome,
      notes: request.notes || audit.notes,
      completeTime: now,
      percentage: after.percentage,
      updateTime: now,
    };
    const done = { ...audit, ...completed, revision: audit.revision + 1 };
    return {
      changes: [context.audits.update(audit, completed), context.compliances.replace(row, after)],
      events: [events.auditCompleted(done, after), ...events.complianceMoved(row, after)],
      response: { audit: auditMessage(done), customerCompliance: customerComplianceMessage(after) },
    };
  });
