import { timestampDate } from "@bufbuild/protobuf/wkt";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { ComplianceContext } from "../context.ts";
import { checkSchedulable } from "../domain/audit.ts";
import { events } from "../events.ts";
import type { AuditRow } from "../store/audit-model.ts";
import { changedByUser } from "../store/customer-compliance-model.ts";
import { auditMessage, customerComplianceMessage } from "./messages.ts";

const { method } = ComplianceService;

/** Plans an audit of a customer compliance; one at a time. */
export const scheduleAudit: Handler<ComplianceContext, typeof method.scheduleAudit> = (
  context,
  request,
  call,
) =>
  write(context, call, method.scheduleAudit, request, async () => {
    const row = await context.compliances.get(customerOf(call), request.customerComplianceId);
    const now = context.clock.now();
    const scheduledTime = request.scheduledTime ? timestampDate(request.scheduledTime) : now;
    checkSchedulable(row.auditStatus, scheduledTime, now);
    const audit: AuditRow = {
      _id: context.newId("aud"),
      customerId: row.customerId,
      customerComplianceId: row._id,
      scheduledTime,
      auditor: request.auditor,
      state: "SCHEDULED",
      notes: request.notes,
      percentage: 0,
      createTime: now,
      updateTime: now,
      revision: 1,
    };
    const after = changedByUser(row, { auditStatus: "SCHEDULED", auditTime: scheduledTime }, now);
    return {
      changes: [context.audits.insert(audit), context.compliances.replace(row, after)],
      events: [events.auditScheduled(audit, after), ...events.complianceMoved(row, after)],
      response: { audit: auditMessage(audit), customerCompliance: customerComplianceMessage(after) },
    };
  });
