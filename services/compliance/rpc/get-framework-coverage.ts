import type { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { CoverageState } from "#gen/countersign/compliance/v1/coverage_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { ComplianceContext } from "../context.ts";
import { coverageOf } from "../domain/coverage.ts";
import {
  customerComplianceMessage,
  frameworkMessage,
  mappedPolicyMessage,
  requirementMessage,
} from "./messages.ts";

/** Tells which requirements of a framework have a policy in force. Three reads, however many requirements there are. */
export const getFrameworkCoverage: Handler<
  ComplianceContext,
  (typeof ComplianceService)["method"]["getFrameworkCoverage"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const framework = await context.frameworks.getForPlatform(request.frameworkId);
  const [requirements, tracked] = await Promise.all([
    context.requirements.inFramework(customerId, framework._id),
    context.compliances.inFramework(customerId, framework._id),
  ]);
  const byTarget = new Map(tracked.map((row) => [row.targetId, row]));
  const coverage = requirements.map((requirement) => {
    const row = byTarget.get(requirement._id);
    const policies = row?.policies ?? [];
    return {
      requirement: requirementMessage(requirement),
      state: CoverageState[coverageOf(policies)],
      customerComplianceId: row?._id ?? "",
      policies: policies.map(mappedPolicyMessage),
      percentage: row?.percentage ?? 0,
    };
  });
  const having = (state: CoverageState): number => coverage.filter((one) => one.state === state).length;
  const whole = byTarget.get(framework._id);
  return {
    framework: frameworkMessage(framework, requirements.length - framework.requirementCount),
    ...(whole ? { customerCompliance: customerComplianceMessage(whole) } : {}),
    requirements: coverage,
    coveredCount: having(CoverageState.COVERED),
    plannedCount: having(CoverageState.PLANNED),
    gapCount: having(CoverageState.GAP),
  };
};
