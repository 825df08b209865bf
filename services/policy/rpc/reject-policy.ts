import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { rejectVersion } from "../domain/decision.ts";
import { changedPolicy, checkNotArchived, openFields } from "../domain/policy.ts";
import { versionRefusal } from "../domain/version-state.ts";
import { events } from "../events.ts";
import { deciderOf } from "./decider-of.ts";
import { policyMessage } from "./messages/policy.ts";
import { versionHeadMessage } from "./messages/version.ts";

const { method } = PolicyService;

/** Rejects the open version; it is a draft again. */
export const rejectPolicy: Handler<PolicyContext, typeof method.rejectPolicy> = (context, request, call) =>
  write(context, call, method.rejectPolicy, request, async () => {
    const before = await context.policies.get(customerOf(call), request.policyId);
    checkNotArchived(before);
    checkEtag("policy", before, request.etag);
    const open = await context.versions.findHead(before.customerId, before.open?.versionId);
    if (!open) throw versionRefusal("reject");
    const now = context.clock.now();
    const { contentSha256, comment } = request;
    const decided = rejectVersion(open, { decider: deciderOf(call), contentSha256, comment }, now);
    const policy = changedPolicy(before, openFields(decided.version), now);
    return {
      changes: [context.policies.update(before, policy), context.versions.update(open, decided.version)],
      events: [events.rejected(policy, decided)],
      response: { policy: policyMessage(policy), version: versionHeadMessage(decided.version) },
    };
  });
