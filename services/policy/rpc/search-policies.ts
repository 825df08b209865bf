import type { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { PolicyContext } from "../context.ts";
import { markWords, rootsOf, snippetsOf } from "../domain/search-snippets.ts";
import { policyMessage } from "./messages/policy.ts";

/** Finds policies by the words of their versions in force and open versions, best match first. */
export const searchPolicies: Handler<
  PolicyContext,
  (typeof PolicyService)["method"]["searchPolicies"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const page = await context.search.find(customerId, request.query, request);
  const policies = await context.policies.byIds(
    customerId,
    page.items.map((match) => match.policyId),
  );
  const roots = rootsOf(request.query);
  return {
    matches: page.items.flatMap((match) => {
      const policy = policies.get(match.policyId);
      if (!policy) return [];
      return {
        policy: policyMessage(policy),
        policyVersionId: match.versionId,
        version: match.number,
        versionState: PolicyVersionState[match.state],
        title: markWords(match.title, roots),
        snippets: snippetsOf(match.renderedMarkdown, roots).map((spans) => ({ spans })),
        score: match.score,
      };
    }),
    nextPageToken: page.nextPageToken,
  };
};
