import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { accountableUserOf, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { changedPolicy, checkNotArchived, openFields } from "../domain/policy.ts";
import { versionRefusal } from "../domain/version-state.ts";
import { withdrawVersion } from "../domain/withdrawal.ts";
import { events } from "../events.ts";
import { policyMessage } from "./messages/policy.ts";
import { versionHeadMessage } from "./messages/version.ts";

const { method } = PolicyService;

/** Takes the open version back from its approvers. */
export const withdrawFromApproval: Handler<PolicyContext, typeof method.withdrawFromApproval> = (
  context,
  request,
  call,
) =>
  write(context, call, method.withdrawFromApproval, request, async () => {
    const before = await context.policies.get(customerOf(call), request.policyId);
    checkNotArchived(before);
    checkEtag("policy", before, request.etag);
    const open = await context.versions.findHead(before.customerId, before.open?.versionId);
    if (!open) throw versionRefusal("withdraw");
    const now = context.clock.now();
    const version = withdrawVersion(open, now);
    const policy = changedPolicy(before, openFields(version), now);
    return {
      changes: [context.policies.update(before, policy), context.versions.update(open, version)],
      events: [events.withdrawn(policy, version, accountableUserOf(call), request.comment)],
      response: { policy: policyMessage(policy), version: versionHeadMessage(version) },
    };
  });
