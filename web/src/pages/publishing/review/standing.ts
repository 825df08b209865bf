import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import {
  type Approval,
  ApprovalDecision,
  type ApprovalRule,
} from "#gen/countersign/policy/v1/approval_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { type PolicyVersion, PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import type { Me } from "../../../app/session.tsx";

/** What the reader is to a version in review. The server decides; this says it before one tries. */
export type Standing =
  /** Is asked, and hasn't decided yet. */
  | "asked"
  /** Wrote or edited it. */
  | "author"
  /** Has decided in this round. */
  | "decided"
  /** Others are asked. */
  | "reader"
  /** Nobody is asked: it isn't in review. */
  | "closed";

/** What the reader is to a version. */
export function standingOf(me: Me, policy: Policy, version: PolicyVersion): Standing {
  if (version.state !== PolicyVersionState.IN_REVIEW) return "closed";
  if (wrote(me, version)) return "author";
  if (me.user.customerId === "" || !isAsked(me, version.approvalRule ?? policy.approvalRule)) return "reader";
  return countingApprovals(version).some(({ userId }) => userId === me.user.id) ? "decided" : "asked";
}

/** Whether the reader wrote or changed a version. */
export const wrote = (me: Me, { authorUserId, editorUserIds }: PolicyVersion): boolean =>
  authorUserId === me.user.id || editorUserIds.includes(me.user.id);

/** Whether a rule names the reader. */
export function isAsked(me: Me, rule: ApprovalRule | undefined): boolean {
  if (rule && rule.approverUserIds.length > 0) return rule.approverUserIds.includes(me.user.id);
  return me.roles.has(roleOf(rule));
}

/** The role whose holders decide; APPROVER where the rule says nothing. */
export const roleOf = (rule: ApprovalRule | undefined): PermissionRole =>
  rule?.approverRole || PermissionRole.APPROVER;

/** The approvals of the current round. */
export const countingApprovals = ({ approvals, approvalRound }: PolicyVersion): readonly Approval[] =>
  approvals.filter(
    ({ round, voided, decision }) =>
      !voided && round === approvalRound && decision === ApprovalDecision.APPROVED,
  );

/** How many approvals a version needs. */
export const neededApprovals = (version: PolicyVersion, policy: Policy): number =>
  Math.max(1, version.approvalRule?.requiredApprovals ?? policy.approvalRule?.requiredApprovals ?? 1);
