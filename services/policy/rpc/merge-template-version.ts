import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { failedPrecondition } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { accountableUserOf, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { changedPolicy, checkNotArchived, openFields } from "../domain/policy.ts";
import { keysOf, renderText } from "../domain/rendering.ts";
import { editVersion } from "../domain/version.ts";
import { versionRefusal } from "../domain/version-state.ts";
import { events } from "../events.ts";
import { policyMessage } from "./messages/policy.ts";
import { versionMessage } from "./messages/version.ts";
import { mergedWithTemplate } from "./template-merge.ts";

const { method } = PolicyService;

/** Takes a newer version of the template over into the open version. */
export const mergeTemplateVersion: Handler<PolicyContext, typeof method.mergeTemplateVersion> = async (
  context,
  request,
  call,
) => {
  const decide = async () => {
    const before = await context.policies.get(customerOf(call), request.policyId);
    checkNotArchived(before);
    checkEtag("policy", before, request.etag);
    const { customerId, _id: policyId } = before;
    const open = await context.versions.find(customerId, before.open?.versionId);
    if (!open) throw versionRefusal("edit");
    if (open.conflictCount > 0) throw conflictsLeft(open.conflictCount);
    const merged = await mergedWithTemplate(context, before, open, request.templateVersion);
    const values = await context.configurations.activeValues(customerId, policyId, keysOf(merged.content));
    const { templateVersion } = merged;
    const changeNote = open.changeNote || merged.changeNote;
    const edit = { ...renderText(merged.content, values), changeNote };
    const now = context.clock.now();
    const version = { ...editVersion(open, edit, accountableUserOf(call), now), templateVersion };
    const policy = changedPolicy(before, { ...openFields(version), templateVersion }, now);
    return {
      changes: [context.policies.update(before, policy), context.versions.update(open, version)],
      events: [
        events.policyUpdated(policy, {
          changedFields: ["content_markdown", ...(changeNote === open.changeNote ? [] : ["change_note"])],
          open: version,
          approvalsVoided: open.state !== "DRAFT",
        }),
      ],
      response: { policy: policyMessage(policy), version: versionMessage(version) },
    };
  };
  if (request.validateOnly) return (await decide()).response;
  return write(context, call, method.mergeTemplateVersion, request, decide);
};

const conflictsLeft = (count: number) =>
  failedPrecondition("MERGE_CONFLICTS", "Resolve the conflicts that the text shows before the next merge.", {
    metadata: { count: String(count) },
  });
