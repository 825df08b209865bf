import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { ComplianceContext } from "../context.ts";
import { auditMessage } from "./messages.ts";
import { nameOf } from "./names.ts";

/** Lists audits, latest scheduled time first. */
export const listAudits: Handler<
  ComplianceContext,
  (typeof ComplianceService)["method"]["listAudits"]
> = async (context, request, call) => {
  const page = await context.audits.list(customerOf(call), request, {
    customerComplianceId: request.customerComplianceId,
    states: request.states.map(nameOf.auditState),
    from: request.scheduledFrom ? timestampDate(request.scheduledFrom) : undefined,
    before: request.scheduledBefore ? timestampDate(request.scheduledBefore) : undefined,
  });
  return { audits: page.items.map(auditMessage), nextPageToken: page.nextPageToken };
};
