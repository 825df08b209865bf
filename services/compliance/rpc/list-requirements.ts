import type { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { ComplianceContext } from "../context.ts";
import { requirementMessage } from "./messages.ts";
import { nameOf } from "./names.ts";

/** Lists requirements by identifier, the platform's and the customer's own. */
export const listRequirements: Handler<
  ComplianceContext,
  (typeof ComplianceService)["method"]["listRequirements"]
> = async (context, request, call) => {
  const { frameworkId, ownOnly, query } = request;
  const types = request.types.map(nameOf.requirementType);
  const filter = { frameworkId, types, ownOnly, query };
  const page = await context.requirements.list(customerOf(call), request, filter);
  return { requirements: page.items.map(requirementMessage), nextPageToken: page.nextPageToken };
};
