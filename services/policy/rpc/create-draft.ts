import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { failedPrecondition } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf, userOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { PolicyContext } from "../context.ts";
import { changedPolicy, checkNotArchived, openFields, type Policy } from "../domain/policy.ts";
import { keysOf, renderText } from "../domain/rendering.ts";
import { mergeTexts } from "../domain/three-way-merge.ts";
import { newDraft, type Version } from "../domain/version.ts";
import { events } from "../events.ts";
import { policyMessage } from "./messages/policy.ts";
import { versionMessage } from "./messages/version.ts";

const { method } = PolicyService;

/** Most characters of a change note; the contract's rule on requests. */
const MAX_NOTE_CHARACTERS = 10_000;

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
        : await mergedDraft(context, before, inForce, request.templateVersion);
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
        authorUserId: userOf(call).userId,
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

/** What a draft starts from: source, default note, and the template's version that the source includes. */
interface MergedDraft {
  readonly content: string;
  readonly changeNote: string;
  readonly templateVersion: number;
}

/**
 * The text in force with the template's changes up to a version of it. The common ancestor is the template's version
 * that the text in force includes. Throws TEMPLATE_VERSION_NOT_APPLICABLE.
 */
async function mergedDraft(
  context: PolicyContext,
  policy: Policy,
  inForce: Version,
  wanted: number,
): Promise<MergedDraft> {
  const { templateId, customerId } = policy;
  if (templateId === "" || wanted <= inForce.templateVersion) throw notApplicable();
  const { customerId: ownerId } = await context.templates.get(customerId, templateId);
  const base = await context.templateVersions.find(ownerId, templateId, inForce.templateVersion);
  const target = await context.templateVersions.find(ownerId, templateId, wanted);
  if (!base || !target) throw notApplicable();
  const logs = await context.templateVersions.changeLogs(ownerId, templateId, base.number, wanted);
  return {
    content: mergeTexts({
      base: base.contentMarkdown,
      ours: inForce.contentMarkdown,
      theirs: target.contentMarkdown,
      theirsLabel: `template version ${wanted}`,
    }),
    changeNote: Array.from(logs.filter((log) => log !== "").join("\n"))
      .slice(0, MAX_NOTE_CHARACTERS)
      .join(""),
    templateVersion: wanted,
  };
}

const notApplicable = () =>
  failedPrecondition(
    "TEMPLATE_VERSION_NOT_APPLICABLE",
    "The policy has no template, includes that version already, or the template has no such version.",
  );
