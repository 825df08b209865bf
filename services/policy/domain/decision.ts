import { failedPrecondition, permissionDenied } from "../../../runtime/errors.ts";
import {
  type Approval,
  type ApprovalRule,
  countingDecisions,
  DEFAULT_RULE,
  type Decider,
  ruleAllows,
  voidDecisions,
} from "./approval.ts";
import type { VersionHead } from "./version.ts";
import { wroteIt } from "./version.ts";
import { stateAfter, versionRefusal } from "./version-state.ts";

/** A decision as it is asked for. */
export interface WantedDecision {
  readonly decider: Decider;
  /** Hash of the text that the decider read. */
  readonly contentSha256: string;
  readonly comment: string;
}

/** A version after a decision, the decision, and where its round stands. */
export interface Decided<V extends VersionHead> {
  readonly version: V;
  readonly approval: Approval;
  /** Approvals of the round so far. */
  readonly approvals: number;
  readonly required: number;
}

/** The rule of a version's current round. */
export const ruleOf = (version: Pick<VersionHead, "approvalRule">): ApprovalRule =>
  version.approvalRule ?? DEFAULT_RULE;

/** The users whose approval counts for this version: in its current round, on exactly its present text, not their own. */
export function approversOf(version: VersionHead): string[] {
  const counting = countingDecisions(version.approvals, version.approvalRound).filter(
    (approval) =>
      approval.decision === "APPROVED" &&
      approval.contentSha256 === version.contentSha256 &&
      !wroteIt(version, approval.userId),
  );
  return [...new Set(counting.map((approval) => approval.userId))];
}

/** Approves a version in review; the last approval needed makes it APPROVED. Throws as ApprovePolicy documents. */
export function approveVersion<V extends VersionHead>(
  version: V,
  wanted: WantedDecision,
  now: Date,
): Decided<V> {
  const approval = checkedDecision(version, wanted, "APPROVED", now);
  const decided = { ...version, approvals: [...version.approvals, approval], updateTime: now };
  const approvals = approversOf(decided).length;
  const required = ruleOf(version).requiredApprovals;
  const complete = approvals >= required;
  return {
    version: {
      ...decided,
      state: stateAfter(version.state, complete ? "complete" : "approve"),
      approveTime: complete ? now : null,
    },
    approval,
    approvals,
    required,
  };
}

/** Rejects a version in review: its round is over and it is a draft again. Throws as RejectPolicy documents. */
export function rejectVersion<V extends VersionHead>(
  version: V,
  wanted: WantedDecision,
  now: Date,
): Decided<V> {
  const approval = checkedDecision(version, wanted, "REJECTED", now);
  const ofRound = ({ round, decision }: Approval): boolean =>
    round === version.approvalRound && decision === "APPROVED";
  return {
    version: {
      ...version,
      state: stateAfter(version.state, "reject"),
      approvals: [...voidDecisions(version.approvals, ofRound), approval],
      updateTime: now,
      submitTime: null,
    },
    approval,
    approvals: 0,
    required: ruleOf(version).requiredApprovals,
  };
}

function checkedDecision(
  version: VersionHead,
  { decider, contentSha256, comment }: WantedDecision,
  decision: Approval["decision"],
  now: Date,
): Approval {
  if (version.state !== "IN_REVIEW") throw versionRefusal("approve");
  if (wroteIt(version, decider.userId))
    throw permissionDenied("AUTHOR_CANNOT_APPROVE", "You wrote or edited this version; others decide on it.");
  if (!ruleAllows(ruleOf(version), decider))
    throw permissionDenied("NOT_AN_APPROVER", "The policy's approval rule does not name you.");
  if (contentSha256 !== version.contentSha256)
    throw failedPrecondition("CONTENT_CHANGED", "The text is not the one that you read. Read it again.");
  const { approvalRound: round } = version;
  if (countingDecisions(version.approvals, round).some(({ userId }) => userId === decider.userId))
    throw failedPrecondition("ALREADY_DECIDED", "You have decided in this round.");
  return { userId: decider.userId, decision, comment, time: now, contentSha256, round, voided: false };
}
