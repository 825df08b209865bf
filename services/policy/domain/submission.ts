import { failedPrecondition } from "../../../runtime/errors.ts";
import type { ApprovalRule } from "./approval.ts";
import { isEmpty, type VersionHead, wroteIt } from "./version.ts";
import { stateAfter } from "./version-state.ts";

/** Sends a draft to review under a rule. Throws what stands in the way, as SubmitForApproval documents. */
export function submitVersion<V extends VersionHead>(
  version: V,
  rule: ApprovalRule,
  submitter: { readonly userId: string; readonly comment: string },
  now: Date,
): V {
  const state = stateAfter(version.state, "submit");
  checkText(version);
  checkApprovers(version, rule);
  return {
    ...version,
    state,
    approvalRule: rule,
    approvalRound: version.approvalRound + 1,
    submitterUserId: submitter.userId,
    submitComment: submitter.comment,
    updateTime: now,
    submitTime: now,
  };
}

/** The named approvers who may decide on a version: neither its author nor an editor. */
export const ableApprovers = (version: VersionHead, rule: ApprovalRule): string[] =>
  rule.approverUserIds.filter((userId) => !wroteIt(version, userId));

function checkText(version: VersionHead): void {
  if (isEmpty(version)) throw failedPrecondition("CONTENT_EMPTY", "The draft has no text yet.");
  if (version.conflictCount > 0) {
    throw failedPrecondition(
      "MERGE_CONFLICTS",
      "The draft still shows conflicts between its text and the template's.",
      { metadata: { count: String(version.conflictCount) } },
    );
  }
  if (version.unresolvedKeys.length > 0) {
    throw failedPrecondition("CONFIGURATION_MISSING", "The text uses keys that have no active value.", {
      metadata: { keys: version.unresolvedKeys.join(",") },
    });
  }
}

function checkApprovers(version: VersionHead, rule: ApprovalRule): void {
  const available = ableApprovers(version, rule).length;
  if (rule.approverUserIds.length === 0 || available >= rule.requiredApprovals) return;
  throw failedPrecondition(
    "APPROVERS_INSUFFICIENT",
    "Too few of the named approvers are neither author nor editor of this version.",
    { metadata: { required: String(rule.requiredApprovals), available: String(available) } },
  );
}
