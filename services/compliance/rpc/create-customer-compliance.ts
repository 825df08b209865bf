import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { accountableUserOf, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { ComplianceContext } from "../context.ts";
import { textKey } from "../domain/identifier.ts";
import { rollUp } from "../domain/rollup.ts";
import { events } from "../events.ts";
import type { CustomerComplianceRow } from "../store/customer-compliance-model.ts";
import { customerComplianceMessage } from "./messages.ts";
import { findTarget } from "./target.ts";

const { method } = ComplianceService;

/** Begins to track a framework or requirement. */
export const createCustomerCompliance: Handler<ComplianceContext, typeof method.createCustomerCompliance> = (
  context,
  request,
  call,
) =>
  write(context, call, method.createCustomerCompliance, request, async () => {
    const customerId = customerOf(call);
    const { target } = request;
    const found = await findTarget(
      context,
      customerId,
      target.case === "frameworkId" ? "framework" : "requirement",
      target.value ?? "",
    );
    await context.compliances.checkUntracked(customerId, found.targetId);
    const now = context.clock.now();
    const title = request.title.trim() || found.title;
    const row: CustomerComplianceRow = {
      ...rollUp([], new Map(), { updatedSinceAudit: false }),
      _id: context.newId("cpl"),
      customerId,
      targetKind: found.targetKind,
      targetId: found.targetId,
      frameworkId: found.frameworkId,
      title,
      titleKey: textKey(title),
      note: request.note,
      ownerUserId: request.ownerUserId || accountableUserOf(call),
      auditStatus: "NONE",
      createTime: now,
      updateTime: now,
      revision: 1,
      userRevision: 1,
    };
    return {
      changes: [context.compliances.insert(row), ...found.changes],
      events: [events.complianceCreated(row)],
      response: { customerCompliance: customerComplianceMessage(row) },
    };
  });
