import type { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { PolicyContext } from "../context.ts";
import { namesOf } from "./messages/enum-names.ts";
import { versionHeadMessage } from "./messages/version.ts";

/** Lists a policy's versions without texts, highest number first. */
export const listPolicyVersions: Handler<
  PolicyContext,
  (typeof PolicyService)["method"]["listPolicyVersions"]
> = async (context, request, call) => {
  const { customerId, _id: policyId } = await context.policies.get(customerOf(call), request.policyId);
  const states = namesOf(PolicyVersionState, request.states);
  const page = await context.versions.list(customerId, request, { policyId, states });
  return { versions: page.items.map(versionHeadMessage), nextPageToken: page.nextPageToken };
};
