import type { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { ComplianceContext } from "../context.ts";
import { frameworkMessage } from "./messages.ts";

/** Lists the frameworks that the platform ships. */
export const listFrameworks: Handler<
  ComplianceContext,
  (typeof ComplianceService)["method"]["listFrameworks"]
> = async (context, request, call) => {
  const [page, own] = await Promise.all([
    context.frameworks.listForPlatform(request),
    context.requirements.countOwn(customerOf(call)),
  ]);
  return {
    frameworks: page.items.map((row) => frameworkMessage(row, own.get(row._id) ?? 0)),
    nextPageToken: page.nextPageToken,
  };
};
