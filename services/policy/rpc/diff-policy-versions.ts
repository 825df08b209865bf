import { DiffText } from "#gen/countersign/policy/v1/policy_diff_pb.ts";
import type { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { invalidArgument } from "../../../runtime/errors.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { PolicyContext } from "../context.ts";
import { diffTexts } from "../domain/text-diff.ts";
import type { Version } from "../domain/version.ts";
import { diffMessage } from "./messages/diff.ts";
import { versionHeadMessage } from "./messages/version.ts";

/** Unchanged lines around a change when the request doesn't say. */
const USUAL_CONTEXT = 3;

/** Compares a version with another, with what is in force, or with what was in force before it. */
export const diffPolicyVersions: Handler<
  PolicyContext,
  (typeof PolicyService)["method"]["diffPolicyVersions"]
> = async (context, request, call) => {
  const version = await context.versions.get(customerOf(call), request.policyVersionId);
  const base = await baseOf(context, version, request.basePolicyVersionId);
  const source = request.text === DiffText.SOURCE;
  const textOf = (of: Version): string => (source ? of.contentMarkdown : of.renderedMarkdown);
  const diff = diffTexts(base ? textOf(base) : "", textOf(version), request.contextLines ?? USUAL_CONTEXT);
  return {
    ...(base ? { base: versionHeadMessage(base) } : {}),
    version: versionHeadMessage(version),
    diff: diffMessage(diff),
  };
};

async function baseOf(
  context: PolicyContext,
  version: Version,
  baseId: string,
): Promise<Version | undefined> {
  const { customerId, policyId } = version;
  if (baseId !== "") {
    const base = await context.versions.get(customerId, baseId);
    if (base.policyId === policyId) return base;
    throw invalidArgument("VERSIONS_OF_DIFFERENT_POLICIES", "The two versions belong to different policies.");
  }
  const { inForce } = await context.policies.get(customerId, policyId);
  if (inForce && inForce.versionId !== version._id && version.publishTime === null)
    return context.versions.get(customerId, inForce.versionId);
  return context.versions.findInForceBefore(customerId, policyId, version.number);
}
