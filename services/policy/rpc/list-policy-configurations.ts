import { PolicyConfigurationState } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import type { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { PolicyContext } from "../context.ts";
import { configurationMessage } from "./messages/configuration.ts";
import { namesOf } from "./messages/enum-names.ts";

/** Lists configurations, newest first. */
export const listPolicyConfigurations: Handler<
  PolicyContext,
  (typeof PolicyService)["method"]["listPolicyConfigurations"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const { policyId, key } = request;
  if (policyId !== "") await context.policies.get(customerId, policyId);
  const states = namesOf(PolicyConfigurationState, request.states);
  const page = await context.configurations.list(customerId, request, { policyId, key, states });
  return { configurations: page.items.map(configurationMessage), nextPageToken: page.nextPageToken };
};
