import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { accountableUserOf, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { archivePolicy as archive } from "../domain/archival.ts";
import { events } from "../events.ts";
import { policyMessage } from "./messages/policy.ts";

const { method } = PolicyService;

/** Takes a policy out of force for good; archiving an archived one changes nothing. */
export const archivePolicy: Handler<PolicyContext, typeof method.archivePolicy> = (context, request, call) =>
  write(context, call, method.archivePolicy, request, async () => {
    const before = await context.policies.get(customerOf(call), request.policyId);
    if (before.archived) return { changes: [], events: [], response: { policy: policyMessage(before) } };
    checkEtag("policy", before, request.etag);
    const inForce = await context.versions.findHead(before.customerId, before.inForce?.versionId);
    const open = await context.versions.findHead(before.customerId, before.open?.versionId);
    const versions = [inForce, open].filter((version) => version !== undefined);
    const pending = await context.configurations.pendingOf(before.customerId, before._id);
    const after = archive(before, versions, pending, accountableUserOf(call), context.clock.now());
    return {
      changes: [
        context.policies.update(before, after.policy),
        ...zip(versions, after.versions, (from, to) => context.versions.update(from, to)),
        ...zip(pending, after.configurations, (from, to) => context.configurations.update(from, to)),
        ...(before.inForce ? [context.publishedCounts.oneLess(before.customerId)] : []),
      ],
      events: [
        events.archived(after.policy, before.inForce),
        ...after.configurations.map((proposal) => events.configurationRejected(after.policy, proposal)),
      ],
      response: { policy: policyMessage(after.policy) },
    };
  });

/** Pairs the items of two lists of one length. */
const zip = <A, B, C>(as: readonly A[], bs: readonly B[], pair: (a: A, b: B) => C): C[] =>
  as.flatMap((a, index) => {
    const b = bs[index];
    return b === undefined ? [] : [pair(a, b)];
  });
