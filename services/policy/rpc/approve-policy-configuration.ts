import type { ApprovePolicyConfigurationRequest } from "#gen/countersign/policy/v1/policy_configuration_requests_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { type Activation, type ActivationGround, activate } from "../domain/activation.ts";
import { checkNotArchived } from "../domain/policy.ts";
import { events } from "../events.ts";
import { deciderOf } from "./decider-of.ts";
import { configurationMessage } from "./messages/configuration.ts";
import { policyMessage } from "./messages/policy.ts";
import { materialityOf } from "./messages/policy-input.ts";
import { versionMessage } from "./messages/version.ts";

const { method } = PolicyService;

/** Activates a value; the texts that use it are rendered anew, the one in force as a new version. */
export const approvePolicyConfiguration: Handler<
  PolicyContext,
  typeof method.approvePolicyConfiguration
> = async (context, request, call) => {
  const decide = async () => {
    const ground = await groundOf(context, customerOf(call), request);
    const wanted = {
      decider: deciderOf(call),
      comment: request.comment,
      rule: ground.policy.approvalRule,
      materiality: materialityOf(request.materiality, "EDITORIAL"),
      newVersionId: context.newId("plv"),
    };
    const activation = activate(ground, wanted, context.clock.now());
    return {
      changes: changesOf(context, ground, activation),
      events: [
        events.configurationActivated(activation),
        ...(activation.published ? [events.published(activation.policy, "CONFIGURATION")] : []),
      ],
      response: responseOf(activation),
    };
  };
  if (request.validateOnly) return (await decide()).response;
  return write(context, call, method.approvePolicyConfiguration, request, decide);
};

async function groundOf(
  context: PolicyContext,
  customerId: string,
  request: ApprovePolicyConfigurationRequest,
): Promise<ActivationGround> {
  const { configurations, policies, versions } = context;
  const configuration = await configurations.get(customerId, request.policyConfigurationId);
  const { policyId, key } = configuration;
  const policy = await policies.get(customerId, policyId);
  checkNotArchived(policy);
  checkEtag("policy configuration", configuration, request.etag);
  const inForce = await versions.find(customerId, policy.inForce?.versionId);
  const open = await versions.find(customerId, policy.open?.versionId);
  const keys = [...new Set([...(inForce?.keys ?? []), ...(open?.keys ?? [])])];
  return {
    policy,
    configuration,
    replaced: await configurations.findOne(customerId, policyId, key, "ACTIVE"),
    inForce,
    open,
    values: await configurations.activeValues(customerId, policyId, keys),
  };
}

/** In an order that keeps every unique index: what makes room comes before what takes it. */
function changesOf(context: PolicyContext, before: ActivationGround, after: Activation) {
  const { policies, configurations, versions } = context;
  return [
    policies.update(before.policy, after.policy),
    ...(before.replaced && after.replaced ? [configurations.update(before.replaced, after.replaced)] : []),
    configurations.update(before.configuration, after.configuration),
    ...(before.inForce && after.superseded ? [versions.update(before.inForce, after.superseded)] : []),
    ...(before.open && after.open ? [versions.update(before.open, after.open)] : []),
    ...(after.published ? [versions.insert(after.published)] : []),
  ];
}

const responseOf = ({ configuration, policy, published, superseded, open, openRendered }: Activation) => ({
  configuration: configurationMessage(configuration),
  policy: policyMessage(policy),
  ...(published ? { publishedVersion: versionMessage(published) } : {}),
  ...(open && openRendered ? { openVersion: versionMessage(open) } : {}),
  supersededPolicyVersionId: superseded?._id ?? "",
});
