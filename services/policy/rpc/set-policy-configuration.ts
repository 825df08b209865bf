import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { failedPrecondition } from "../../../runtime/errors.ts";
import { accountableUserOf, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import type { Configuration } from "../domain/configuration.ts";
import { checkNotArchived, withProposal } from "../domain/policy.ts";
import { events } from "../events.ts";
import { configurationMessage, typedValueOf } from "./messages/configuration.ts";

const { method } = PolicyService;

/** Proposes a value for a key of a policy's text. */
export const setPolicyConfiguration: Handler<PolicyContext, typeof method.setPolicyConfiguration> = (
  context,
  request,
  call,
) =>
  write(context, call, method.setPolicyConfiguration, request, async () => {
    const before = await context.policies.get(customerOf(call), request.policyId);
    checkNotArchived(before);
    const { customerId, _id: policyId } = before;
    const value = typedValueOf(request.value);
    const pending = await context.configurations.findOne(customerId, policyId, request.key, "PENDING");
    if (pending) {
      throw failedPrecondition("CONFIGURATION_PENDING", "A value of this key waits for a decision already.", {
        metadata: { policy_configuration_id: pending._id },
      });
    }
    const now = context.clock.now();
    const configuration: Configuration = {
      _id: context.newId("cfg"),
      customerId,
      policyId,
      key: request.key,
      value,
      number: 1 + (await context.configurations.latestNumber(customerId, policyId, request.key)),
      state: "PENDING",
      comment: request.comment,
      proposerUserId: accountableUserOf(call),
      deciderUserId: "",
      decisionComment: "",
      createTime: now,
      updateTime: now,
      decideTime: null,
      policyVersionId: "",
      revision: 1,
    };
    const { _id: configurationId, proposerUserId } = configuration;
    return {
      changes: [
        context.policies.update(before, withProposal(before, { configurationId, proposerUserId })),
        context.configurations.insert(configuration),
      ],
      events: [events.configurationProposed(before, configuration)],
      response: { configuration: configurationMessage(configuration) },
    };
  });
