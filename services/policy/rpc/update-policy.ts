import { isDeepStrictEqual } from "node:util";
import { PolicySchema, type Policy as WirePolicy } from "#gen/countersign/policy/v1/policy_pb.ts";
import type { UpdatePolicyRequest } from "#gen/countersign/policy/v1/policy_requests_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { invalidField } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { accountableUserOf, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { maskedFields } from "../../../runtime/rpc/update-mask.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { checkNotArchived, type Policy } from "../domain/policy.ts";
import { type PolicyPatch, updatePolicyAndDraft, type VersionPatch } from "../domain/policy-update.ts";
import { keysOf, renderText } from "../domain/rendering.ts";
import { cleanTitle } from "../domain/title.ts";
import type { Version } from "../domain/version.ts";
import { versionRefusal } from "../domain/version-state.ts";
import { events } from "../events.ts";
import { policyMessage } from "./messages/policy.ts";
import { audienceOf, ruleOf, rulesOf } from "./messages/policy-input.ts";
import { versionMessage } from "./messages/version.ts";

const { method } = PolicyService;
const FIELDS = [
  "title",
  "summary",
  "ownerUserId",
  "audience",
  "approvalRule",
  "rules",
  "reviewIntervalDays",
] as const;

/** Changes a policy and the text of its open version. */
export const updatePolicy: Handler<PolicyContext, typeof method.updatePolicy> = (context, request, call) =>
  write(context, call, method.updatePolicy, request, async () => {
    const policy = await context.policies.get(customerOf(call), request.policy?.id ?? "");
    checkNotArchived(policy);
    checkEtag("policy", policy, request.etag);
    const open = await context.versions.find(policy.customerId, policy.open?.versionId);
    const patch = request.policy ? policyPatch(policy, request.policy, request) : {};
    const versionPatch = await draftPatch(context, policy, open, request);
    if (patch.title !== undefined)
      await context.policies.checkTitleFree(policy.customerId, policy._id, patch.title);
    const userId = accountableUserOf(call);
    const updated = updatePolicyAndDraft(policy, open, patch, versionPatch, userId, context.clock.now());
    const response = {
      policy: policyMessage(updated.policy),
      ...(updated.open ? { openVersion: versionMessage(updated.open) } : {}),
    };
    if (updated.policy === policy) return { changes: [], events: [], response };
    const edited = open && updated.open && updated.open !== open;
    return {
      changes: [
        context.policies.update(policy, updated.policy),
        ...(edited ? [context.versions.update(open, updated.open)] : []),
      ],
      events: [
        events.policyUpdated(updated.policy, {
          changedFields: [...Object.keys(patch), ...updated.draftFields].map(wireName),
          open: updated.open,
          approvalsVoided: updated.approvalsVoided,
        }),
      ],
      response,
    };
  });

/** The wanted fields that differ from what is stored. */
function policyPatch(policy: Policy, wanted: WirePolicy, request: UpdatePolicyRequest): PolicyPatch {
  const fields = maskedFields(PolicySchema, wanted, request.updateMask, FIELDS);
  const given: Required<PolicyPatch> = {
    title: fields.includes("title") ? cleanTitle(wanted.title, "policy.title") : "",
    summary: wanted.summary,
    ownerUserId: wanted.ownerUserId,
    audience: audienceOf(wanted.audience, "policy.audience"),
    approvalRule: ruleOf(wanted.approvalRule),
    rules: rulesOf(wanted.rules),
    reviewIntervalDays: wanted.reviewIntervalDays ?? policy.reviewIntervalDays,
  };
  if (fields.includes("ownerUserId") && given.ownerUserId === "")
    throw invalidField("policy.owner_user_id", "required", "Somebody answers for a policy.");
  const changed = fields.filter((field) => !isDeepStrictEqual(given[field], policy[field]));
  return Object.fromEntries(changed.map((field) => [field, given[field]]));
}

/** The open version's new text, rendered, and note, as far as they differ. Throws NO_OPEN_DRAFT. */
async function draftPatch(
  context: PolicyContext,
  policy: Policy,
  open: Version | undefined,
  { contentMarkdown, changeNote }: UpdatePolicyRequest,
): Promise<VersionPatch> {
  if (contentMarkdown === undefined && changeNote === undefined) return {};
  if (!open) throw versionRefusal("edit");
  const note = changeNote === undefined || changeNote === open.changeNote ? {} : { changeNote };
  if (contentMarkdown === undefined || contentMarkdown === open.contentMarkdown) return note;
  const keys = keysOf(contentMarkdown);
  const values = await context.configurations.activeValues(policy.customerId, policy._id, keys);
  return { ...note, text: renderText(contentMarkdown, values) };
}

const wireName = (field: string): string =>
  PolicySchema.fields.find((candidate) => candidate.localName === field)?.name ?? field;
