import type { MessageInitShape } from "@bufbuild/protobuf";
import type { AwaitedDecisionSchema } from "#gen/countersign/policy/v1/awaited_decision_pb.ts";
import type { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { PolicyContext } from "../context.ts";
import type { Decider } from "../domain/approval.ts";
import { awaitingUnder, waitsFor } from "../domain/awaiting.ts";
import type { Configuration } from "../domain/configuration.ts";
import { approversOf, ruleOf } from "../domain/decision.ts";
import type { Policy } from "../domain/policy.ts";
import type { VersionHead } from "../domain/version.ts";
import { deciderOf } from "./decider-of.ts";
import { configurationMessage, valueMessage } from "./messages/configuration.ts";
import { policyMessage } from "./messages/policy.ts";
import { versionHeadMessage } from "./messages/version.ts";

type Decision = MessageInitShape<typeof AwaitedDecisionSchema>;

/** Lists what waits for the caller's decision: versions in review and proposed values, whole, in a handful of reads. */
export const listAwaitedDecisions: Handler<
  PolicyContext,
  (typeof PolicyService)["method"]["listAwaitedDecisions"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const decider = deciderOf(call);
  const page = await context.policies.listAwaiting(customerId, request, decider);
  const policies = page.items;
  const [versions, proposals, active] = await Promise.all([
    context.versions.headsById(
      customerId,
      policies.flatMap(({ review, open }) => (review && open ? [open.versionId] : [])),
    ),
    context.configurations.byIds(
      customerId,
      policies.flatMap(({ pending }) => pending.map((proposal) => proposal.configurationId)),
    ),
    context.configurations.activeOf(
      customerId,
      policies.filter(({ pending }) => pending.length > 0).map((policy) => policy._id),
    ),
  ]);
  return {
    decisions: policies.flatMap((policy) => [
      ...versionDecision(policy, versions.get(policy.open?.versionId ?? ""), decider),
      ...proposalDecisions(policy, proposals, active, decider),
    ]),
    nextPageToken: page.nextPageToken,
  };
};

function versionDecision(policy: Policy, version: VersionHead | undefined, decider: Decider): Decision[] {
  if (!version || !policy.review || !waitsFor(policy.review, decider)) return [];
  return [
    {
      policy: policyMessage(policy),
      subject: { case: "version", value: versionHeadMessage(version) },
      approvals: approversOf(version).length,
      requiredApprovals: ruleOf(version).requiredApprovals,
    },
  ];
}

const proposalDecisions = (
  policy: Policy,
  proposals: ReadonlyMap<string, Configuration>,
  active: readonly Configuration[],
  decider: Decider,
): Decision[] =>
  policy.pending
    .filter(({ proposerUserId }) => waitsFor(awaitingUnder(policy.approvalRule, [proposerUserId]), decider))
    .flatMap(({ configurationId }) => proposals.get(configurationId) ?? [])
    .map((proposal): Decision => {
      const current = active.find(({ policyId, key }) => policyId === policy._id && key === proposal.key);
      return {
        policy: policyMessage(policy),
        subject: { case: "configuration", value: configurationMessage(proposal) },
        requiredApprovals: 1,
        ...(current ? { currentValue: valueMessage(current.value) } : {}),
      };
    });
