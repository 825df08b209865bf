import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { accountableUserOf, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { type ComplianceContext, FOLD_PROGRESS } from "../context.ts";
import { checkMappable } from "../domain/mapping.ts";
import { learned, type PolicyFacts, type PolicyProgress } from "../domain/policy-progress.ts";
import { rollUp } from "../domain/rollup.ts";
import { events } from "../events.ts";
import { changedByUser, userVersion } from "../store/customer-compliance-model.ts";
import { customerComplianceMessage } from "./messages.ts";
import { askPolicy } from "./policy.ts";

const { method } = ComplianceService;

/** Counts a policy's signatures from now on, existing ones included. */
export const mapPolicy: Handler<ComplianceContext, typeof method.mapPolicy> = async (
  context,
  request,
  call,
) => {
  const { policyId } = request;
  let asked: Promise<PolicyFacts> | undefined;
  const response = await write(context, call, method.mapPolicy, request, async () => {
    const customerId = customerOf(call);
    const row = await context.compliances.get(customerId, request.customerComplianceId);
    checkEtag("customer compliance", userVersion(row), request.etag);
    if (row.policies.some((policy) => policy.policyId === policyId)) {
      return { changes: [], events: [], response: { customerCompliance: customerComplianceMessage(row) } };
    }
    asked ??= askPolicy(context, call, policyId); // once, however often others' writes make us decide anew
    const facts = await asked;
    const ids = [...row.policies.map((policy) => policy.policyId), policyId];
    const known: Map<string, PolicyProgress> = await context.progress.find(customerId, ids);
    const progress = learned(known.get(policyId), facts);
    checkMappable(row.policies.length, progress.standing);
    const now = context.clock.now();
    const mapping = { policyId, mapTime: now, mapUserId: accountableUserOf(call) };
    const rollup = rollUp([...row.policies, mapping], known.set(policyId, progress), {
      ...row,
      updatedSinceAudit: row.updatedSinceAudit || row.lastAuditTime !== undefined,
    });
    const after = changedByUser(row, rollup, now);
    const mapped = after.policies.filter((policy) => policy.policyId === policyId);
    return {
      // Learning stirs the policy's row: an event counted while we decided is folded into this mapping afterwards.
      changes: [
        context.compliances.replace(row, after),
        ...context.progress.learn(customerId, policyId, facts),
      ],
      events: [
        ...mapped.map((policy) => events.policyMapped(after, policy)),
        ...events.complianceMoved(row, after),
      ],
      response: { customerCompliance: customerComplianceMessage(after) },
    };
  });
  context.nudge(FOLD_PROGRESS);
  return response;
};
