import type { AuditService } from "#gen/countersign/audit/v1/audit_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { type AuditContext, ledgerOf } from "../context.ts";
import { auditEventMessage } from "./messages.ts";

/** Gives one event of the caller's ledger. */
export const getAuditEvent: Handler<AuditContext, (typeof AuditService)["method"]["getAuditEvent"]> = async (
  context,
  request,
  call,
) => ({
  auditEvent: auditEventMessage(await context.auditEvents.get(ledgerOf(call), request.auditEventId)),
});
