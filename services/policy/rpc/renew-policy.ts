import { timestampDate } from "@bufbuild/protobuf/wkt";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { accountableUserOf, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { renewPolicy as renew } from "../domain/review.ts";
import { events } from "../events.ts";
import { policyMessage } from "./messages/policy.ts";
import { reviewMessage } from "./messages/review.ts";

const { method } = PolicyService;

/** Records that the version in force was reviewed and still holds. */
export const renewPolicy: Handler<PolicyContext, typeof method.renewPolicy> = (context, request, call) =>
  write(context, call, method.renewPolicy, request, async () => {
    const before = await context.policies.get(customerOf(call), request.policyId);
    checkEtag("policy", before, request.etag);
    const wanted = {
      userId: accountableUserOf(call),
      comment: request.comment,
      nextReviewTime: request.nextReviewTime ? timestampDate(request.nextReviewTime) : undefined,
    };
    const { policy, review } = renew(before, wanted, context.clock.now());
    return {
      changes: [context.policies.update(before, policy)],
      events: [events.renewed(policy, review)],
      response: { policy: policyMessage(policy), review: reviewMessage(review) },
    };
  });
