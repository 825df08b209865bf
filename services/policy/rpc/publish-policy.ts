import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { checkNotArchived } from "../domain/policy.ts";
import { publishOpenVersion } from "../domain/publication.ts";
import { versionRefusal } from "../domain/version-state.ts";
import { events } from "../events.ts";
import { policyMessage } from "./messages/policy.ts";
import { materialityOf } from "./messages/policy-input.ts";
import { versionHeadMessage } from "./messages/version.ts";

const { method } = PolicyService;

/** Puts the approved version into force and supersedes its predecessor in the same unit. */
export const publishPolicy: Handler<PolicyContext, typeof method.publishPolicy> = async (
  context,
  request,
  call,
) => {
  const decide = async () => {
    const before = await context.policies.get(customerOf(call), request.policyId);
    checkNotArchived(before);
    checkEtag("policy", before, request.etag);
    const open = await context.versions.findHead(before.customerId, before.open?.versionId);
    if (!open) throw versionRefusal("publish");
    const inForce = await context.versions.findHead(before.customerId, before.inForce?.versionId);
    const materiality = materialityOf(request.materiality, "MATERIAL");
    const now = context.clock.now();
    const { policy, published, superseded } = publishOpenVersion(before, open, inForce, materiality, now);
    return {
      changes: [
        context.policies.update(before, policy),
        ...(inForce && superseded ? [context.versions.update(inForce, superseded)] : []),
        context.versions.update(open, published),
        ...(inForce ? [] : [await oneMore(context, before.customerId)]),
      ],
      events: [events.published(policy, published.cause)],
      response: { policy: policyMessage(policy), version: versionHeadMessage(published) },
    };
  };
  if (request.validateOnly) return (await decide()).response;
  return write(context, call, method.publishPolicy, request, decide);
};

async function oneMore(context: PolicyContext, customerId: string) {
  const { subscription } = await context.tenants.get(customerId);
  return context.publishedCounts.oneMore(customerId, subscription?.maxPublishedPolicies ?? 0);
}
