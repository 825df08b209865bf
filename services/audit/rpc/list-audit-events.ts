import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { AuditService } from "#gen/countersign/audit/v1/audit_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { type AuditContext, ledgerOf } from "../context.ts";
import { auditEventMessage } from "./messages.ts";

/** Lists events of the caller's ledger, newest first. */
export const listAuditEvents: Handler<
  AuditContext,
  (typeof AuditService)["method"]["listAuditEvents"]
> = async (context, request, call) => {
  const { type, subject, actorUserId, startTime, endTime } = request;
  const page = await context.auditEvents.list(ledgerOf(call), request, {
    type,
    subject,
    actorUserId,
    startTime: startTime && timestampDate(startTime),
    endTime: endTime && timestampDate(endTime),
  });
  return { auditEvents: page.items.map(auditEventMessage), nextPageToken: page.nextPageToken };
};
