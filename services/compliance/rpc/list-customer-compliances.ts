import type { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { ComplianceContext } from "../context.ts";
import { customerComplianceMessage } from "./messages.ts";
import { nameOf } from "./names.ts";

/** Lists customer compliances by title. One query: what is computed stands in the rows. */
export const listCustomerCompliances: Handler<
  ComplianceContext,
  (typeof ComplianceService)["method"]["listCustomerCompliances"]
> = async (context, request, call) => {
  const { frameworkId, policyId } = request;
  const page = await context.compliances.list(customerOf(call), request, {
    statuses: request.statuses.map(nameOf.complianceStatus),
    frameworkId,
    policyId,
    auditStatuses: request.auditStatuses.map(nameOf.auditStatus),
  });
  return {
    customerCompliances: page.items.map(customerComplianceMessage),
    nextPageToken: page.nextPageToken,
  };
};
