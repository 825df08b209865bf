import type { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { ComplianceContext } from "../context.ts";
import { customerComplianceMessage } from "./messages.ts";

/** Gets a customer compliance with its mapped policies and counts. */
export const getCustomerCompliance: Handler<
  ComplianceContext,
  (typeof ComplianceService)["method"]["getCustomerCompliance"]
> = async (context, request, call) => ({
  customerCompliance: customerComplianceMessage(
    await context.compliances.get(customerOf(call), request.customerComplianceId),
  ),
});
