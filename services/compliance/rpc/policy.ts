import { PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { notFound } from "../../../runtime/errors.ts";
import { type Call, customerOf } from "../../../runtime/rpc/call.ts";
import type { ComplianceContext } from "../context.ts";
import type { PolicyFacts, Standing } from "../domain/policy-progress.ts";

/** Asks the policy service on behalf of the caller. Throws what it answers, POLICY_NOT_FOUND above all. */
export async function askPolicy(
  context: ComplianceContext,
  call: Call,
  policyId: string,
): Promise<PolicyFacts> {
  const request = { customerId: customerOf(call), policyId };
  const { policy } = await context.client(PolicyService).getPolicy(request, { headers: call.onBehalf() });
  if (!policy) throw notFound("policy", policyId);
  return {
    revision: Number(policy.revision),
    title: policy.title,
    standing: standingOf(policy.status),
    materialVersion: policy.materialVersion,
  };
}

function standingOf(status: PolicyStatus): Standing {
  switch (status) {
    case PolicyStatus.PUBLISHED:
      return "IN_FORCE";
    case PolicyStatus.ARCHIVED:
      return "ARCHIVED";
    default:
      return "DRAFT";
  }
}
