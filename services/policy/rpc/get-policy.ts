import type { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { PolicyContext } from "../context.ts";
import { policyMessage } from "./messages/policy.ts";
import { reviewMessage } from "./messages/review.ts";

/** Gives a policy without texts. */
export const getPolicy: Handler<PolicyContext, (typeof PolicyService)["method"]["getPolicy"]> = async (
  context,
  request,
  call,
) => {
  const policy = await context.policies.get(customerOf(call), request.policyId);
  return { policy: policyMessage(policy), reviews: policy.reviews.map(reviewMessage) };
};
