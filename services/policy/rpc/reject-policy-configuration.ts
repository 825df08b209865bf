import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { rejected } from "../domain/configuration.ts";
import { checkNotArchived, withoutProposal } from "../domain/policy.ts";
import { events } from "../events.ts";
import { deciderOf } from "./decider-of.ts";
import { configurationMessage } from "./messages/configuration.ts";

const { method } = PolicyService;

/** Refuses a value, or withdraws the caller's own. */
export const rejectPolicyConfiguration: Handler<PolicyContext, typeof method.rejectPolicyConfiguration> = (
  context,
  request,
  call,
) =>
  write(context, call, method.rejectPolicyConfiguration, request, async () => {
    const customerId = customerOf(call);
    const before = await context.configurations.get(customerId, request.policyConfigurationId);
    const policy = await context.policies.get(customerId, before.policyId);
    checkNotArchived(policy);
    checkEtag("policy configuration", before, request.etag);
    const wanted = { decider: deciderOf(call), comment: request.comment, rule: policy.approvalRule };
    const after = rejected(before, wanted, context.clock.now());
    return {
      changes: [
        context.policies.update(policy, withoutProposal(policy, before._id)),
        context.configurations.update(before, after),
      ],
      events: [events.configurationRejected(policy, after)],
      response: { configuration: configurationMessage(after) },
    };
  });
