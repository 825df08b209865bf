import { AuditService } from "#gen/countersign/audit/v1/audit_service_pb.ts";
import { type Implementation, implement } from "../../../runtime/rpc/handler.ts";
import type { AuditContext } from "../context.ts";
import { getAuditEvent } from "./get-audit-event.ts";
import { listAuditEvents } from "./list-audit-events.ts";

/** The audit service: one line per RPC. */
export const auditRpc = (context: AuditContext): Implementation =>
  implement(AuditService, context, {
    listAuditEvents,
    getAuditEvent,
  });
