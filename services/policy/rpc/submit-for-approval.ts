import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { accountableUserOf, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { changedPolicy, checkNotArchived, openFields } from "../domain/policy.ts";
import { submitVersion } from "../domain/submission.ts";
import { versionRefusal } from "../domain/version-state.ts";
import { events } from "../events.ts";
import { policyMessage } from "./messages/policy.ts";
import { versionHeadMessage } from "./messages/version.ts";

const { method } = PolicyService;

/** Sends the open draft to its approvers. */
export const submitForApproval: Handler<PolicyContext, typeof method.submitForApproval> = (
  context,
  request,
  call,
) =>
  write(context, call, method.submitForApproval, request, async () => {
    const before = await context.policies.get(customerOf(call), request.policyId);
    checkNotArchived(before);
    checkEtag("policy", before, request.etag);
    const draft = await context.versions.findHead(before.customerId, before.open?.versionId);
    if (!draft) throw versionRefusal("edit");
    const now = context.clock.now();
    const submitter = { userId: accountableUserOf(call), comment: request.comment };
    const version = submitVersion(draft, before.approvalRule, submitter, now);
    const policy = changedPolicy(before, openFields(version), now);
    return {
      changes: [context.policies.update(before, policy), context.versions.update(draft, version)],
      events: [events.submitted(policy, version, request.comment)],
      response: { policy: policyMessage(policy), version: versionHeadMessage(version) },
    };
  });
