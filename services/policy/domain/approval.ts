/** Who decides: the named users, or if there are none the holders of a role (number of a PermissionRole). */
export interface ApprovalRule {
  readonly approverUserIds: readonly string[];
  /** 0 when users are named. */
  readonly approverRole: number;
  /** How many different people must approve, at least 1. */
  readonly requiredApprovals: number;
}

/** One decision on a version. */
export interface Approval {
  readonly userId: string;
  readonly decision: "APPROVED" | "REJECTED";
  readonly comment: string;
  readonly time: Date;
  /** Hash of the rendered text that was decided on. */
  readonly contentSha256: string;
  /** From 1; each submission starts a round. */
  readonly round: number;
  /** It no longer counts: the text was changed afterwards, or the round ended with a rejection. */
  readonly voided: boolean;
}

/** A user who wants to decide, with their permission roles (numbers of PermissionRole). */
export interface Decider {
  readonly userId: string;
  readonly roles: ReadonlySet<number>;
}

/** The number of PERMISSION_ROLE_APPROVER. */
const APPROVER = 4;

/** A rule with its defaults filled in: no names and no role means APPROVER, no number means 1. */
export function completeRule(given: ApprovalRule): ApprovalRule {
  const named = given.approverUserIds.length > 0;
  return {
    approverUserIds: given.approverUserIds,
    approverRole: named ? 0 : given.approverRole || APPROVER,
    requiredApprovals: Math.max(given.requiredApprovals, 1),
  };
}

/** What applies when a policy says nothing: one holder of APPROVER. */
export const DEFAULT_RULE: ApprovalRule = completeRule({
  approverUserIds: [],
  approverRole: 0,
  requiredApprovals: 1,
});

/** Whether the rule lets a user decide. */
export const ruleAllows = (rule: ApprovalRule, { userId, roles }: Decider): boolean =>
  rule.approverUserIds.length > 0 ? rule.approverUserIds.includes(userId) : roles.has(rule.approverRole);

/** The decisions of a round that still count. */
export const countingDecisions = (approvals: readonly Approval[], round: number): Approval[] =>
  approvals.filter((approval) => approval.round === round && !approval.voided);

/** Decisions with all those that match marked as no longer counting. */
export const voidDecisions = (
  approvals: readonly Approval[],
  matches: (approval: Approval) => boolean = () => true,
): Approval[] => approvals.map((approval) => (matches(approval) ? { ...approval, voided: true } : approval));
