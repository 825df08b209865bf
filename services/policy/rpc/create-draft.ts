import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { failedPrecondition } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { accountableUserOf, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { changedPolicy, checkNotArchived, openFields } from "../domain/policy.ts";
import { keysOf, renderText } from "../domain/rendering.ts";
import { newDraft } from "../domain/version.ts";
import { events } from "../events.ts";
import { policyMessage } from "./messages/policy.ts";
import { versionMessage } from "./messages/version.ts";
import { mergedWithTemplate } from "./template-merge.ts";

const { method } = PolicyService;

/** Opens a draft from the version in force, with a newer template's changes merged in if asked for. */
export const createDraft: Handler<PolicyContext, typeof method.createDraft> = (context, request, call) =>
  write(context, call, method.createDraft, request, async () => {
    const before = await context.policies.get(customerOf(call), request.policyId);
    checkNotArchived(before);
    checkEtag("policy", before, request.etag);
    const inForce = await context.versions.find(before.customerId, before.inForce?.versionId);
    if (before.open || !inForce) {
      throw failedPrecondition("OPEN_VERSION_EXISTS", "The policy has an open version already.", {
        metadata: { policy_version_id: before.open?.versionId ?? "" },
      });
    }
    const start =
      request.templateVersion === 0
        ? { content: inForce.contentMarkdown, changeNote: "", templateVersion: inForce.templateVersion }
        : await mergedWithTemplate(context, before, inForce, request.templateVersion);
    const now = context.clock.now();
    const { customerId, _id: policyId, title, summary } = before;
    const values = await context.configurations.activeValues(customerId, policyId, keysOf(start.content));
    const version = newDraft(
      {
        _id: context.newId("plv"),
        customerId,
        policyId,
        number: before.latestVersion + 1,
        cause: request.templateVersion === 0 ? "EDIT" : "TEMPLATE",
        title,
        summary,
        changeNote: request.changeNote || start.changeNote,
        authorUserId: accountableUserOf(call),
        templateVersion: start.templateVersion,
      },
      renderText(start.content, values),
      now,
    );
    const { number: latestVersion, templateVersion } = version;
    const policy = changedPolicy(before, { ...openFields(version), latestVersion, templateVersion }, now);
    return {
      changes: [context.policies.update(before, policy), context.versions.insert(version)],
      events: [events.draftCreated(policy, version)],
      response: { policy: policyMessage(policy), version: versionMessage(version) },
    };
  });
