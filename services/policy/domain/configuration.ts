import { failedPrecondition, permissionDenied } from "../../../runtime/errors.ts";
import { type ApprovalRule, type Decider, ruleAllows } from "./approval.ts";
import type { ConfigurationValue } from "./configuration-value.ts";

/** Where a proposed value stands. */
export type ConfigurationState = "PENDING" | "ACTIVE" | "REJECTED" | "SUPERSEDED";

/** A value of a key in one policy: each proposal is a version of its own. */
export interface Configuration {
  readonly _id: string;
  readonly customerId: string;
  readonly policyId: string;
  readonly key: string;
  readonly value: ConfigurationValue;
  /** From 1, without gaps, per policy and key. */
  readonly number: number;
  readonly state: ConfigurationState;
  readonly comment: string;
  readonly proposerUserId: string;
  /** Empty while pending. */
  readonly deciderUserId: string;
  readonly decisionComment: string;
  readonly createTime: Date;
  readonly updateTime: Date;
  readonly decideTime: Date | null;
  /** The version that its activation published; empty when none. */
  readonly policyVersionId: string;
  readonly revision: number;
}

/** A decision on a proposed value as it is asked for. */
export interface WantedConfigurationDecision {
  readonly decider: Decider;
  readonly comment: string;
  readonly rule: ApprovalRule;
}

/** The value is used from now on. Throws as ApprovePolicyConfiguration documents. */
export function activated(
  pending: Configuration,
  wanted: WantedConfigurationDecision,
  policyVersionId: string,
  now: Date,
): Configuration {
  checkPending(pending);
  if (pending.proposerUserId === wanted.decider.userId)
    throw permissionDenied("PROPOSER_CANNOT_APPROVE", "You proposed this value; somebody else approves it.");
  checkAllowed(wanted);
  return { ...decided(pending, "ACTIVE", wanted.decider.userId, wanted.comment, now), policyVersionId };
}

/** The value is refused, or withdrawn by its proposer. Throws as RejectPolicyConfiguration documents. */
export function rejected(
  pending: Configuration,
  wanted: WantedConfigurationDecision,
  now: Date,
): Configuration {
  checkPending(pending);
  if (pending.proposerUserId !== wanted.decider.userId) checkAllowed(wanted);
  return decided(pending, "REJECTED", wanted.decider.userId, wanted.comment, now);
}

/** The value can't be decided on any more: its policy was archived. */
export const rejectedByArchival = (
  pending: Configuration,
  archiverUserId: string,
  now: Date,
): Configuration => decided(pending, "REJECTED", archiverUserId, "The policy was archived.", now);

/** A later value was activated. */
export const superseded = (active: Configuration, now: Date): Configuration => ({
  ...active,
  state: "SUPERSEDED",
  updateTime: now,
  revision: active.revision + 1,
});

const decided = (
  pending: Configuration,
  state: ConfigurationState,
  deciderUserId: string,
  decisionComment: string,
  now: Date,
): Configuration => ({
  ...pending,
  state,
  deciderUserId,
  decisionComment,
  updateTime: now,
  decideTime: now,
  revision: pending.revision + 1,
});

function checkPending(configuration: Configuration): void {
  if (configuration.state !== "PENDING")
    throw failedPrecondition("CONFIGURATION_NOT_PENDING", "The value was decided on already.");
}

function checkAllowed({ rule, decider }: WantedConfigurationDecision): void {
  if (!ruleAllows(rule, decider))
    throw permissionDenied("NOT_AN_APPROVER", "The policy's approval rule does not name you.");
}
