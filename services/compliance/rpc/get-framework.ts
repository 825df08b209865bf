import type { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { ComplianceContext } from "../context.ts";
import { frameworkMessage } from "./messages.ts";

/** Gets a framework with all requirements that the customer sees in it. */
export const getFramework: Handler<
  ComplianceContext,
  (typeof ComplianceService)["method"]["getFramework"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const framework = await context.frameworks.getForPlatform(request.frameworkId);
  const requirements = await context.requirements.inFramework(customerId, framework._id);
  const own = requirements.length - framework.requirementCount;
  return { framework: frameworkMessage(framework, own, requirements) };
};
