import { timestampDate } from "@bufbuild/protobuf/wkt";
import { PolicyStatus, PolicyType } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyOrder } from "#gen/countersign/policy/v1/policy_requests_pb.ts";
import type { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { type Call, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { PolicyContext } from "../context.ts";
import { deciderOf } from "./decider-of.ts";
import { namesOf } from "./messages/enum-names.ts";
import { policyMessage } from "./messages/policy.ts";

/** Lists policies in the order asked for. */
export const listPolicies: Handler<PolicyContext, (typeof PolicyService)["method"]["listPolicies"]> = async (
  context,
  request,
  call,
) => {
  const page = await context.policies.list(customerOf(call), request, {
    statuses: namesOf(PolicyStatus, request.statuses),
    type: namesOf(PolicyType, [request.type])[0] ?? "",
    openStates: namesOf(PolicyVersionState, request.openVersionStates),
    awaiting: request.awaitingMyDecision ? callerAsDecider(call) : null,
    ownerUserId: request.ownerUserId,
    templateId: request.templateId,
    query: request.query,
    reviewDueBefore: request.reviewDueBefore ? timestampDate(request.reviewDueBefore) : undefined,
    order: namesOf(PolicyOrder, [request.orderBy])[0] ?? "LAST_CHANGED",
  });
  return { policies: page.items.map(policyMessage), nextPageToken: page.nextPageToken };
};

function callerAsDecider(call: Call): { userId: string; roles: number[] } {
  const { userId, roles } = deciderOf(call);
  return { userId, roles: [...roles].toSorted((a, b) => a - b) };
}
