import { failedPrecondition } from "../../../runtime/errors.ts";
import type { ApprovalRule } from "./approval.ts";
import { type Awaiting, awaitingUnder } from "./awaiting.ts";
import { ruleOf } from "./decision.ts";
import type { ReviewFields } from "./review.ts";
import type { Materiality, VersionHead } from "./version.ts";
import type { VersionState } from "./version-state.ts";

/** One test on a person; `field` is the number of an AudienceCondition.Field. */
export interface AudienceCondition {
  readonly field: number;
  readonly values: readonly string[];
}

/** Who must acknowledge; empty means everyone. */
export interface Audience {
  readonly all: readonly AudienceCondition[];
  readonly any: readonly AudienceCondition[];
  readonly none: readonly AudienceCondition[];
}

/** When acknowledgements fall due, in days; 0: the customer's setting. */
export interface AcknowledgementRules {
  readonly newJoinerDays: number;
  readonly manualDays: number;
  readonly newVersionDays: number;
  readonly periodicDays: number;
  readonly required: boolean;
}

/** The version in force as the policy shows it and as others are told. */
export interface InForce {
  readonly versionId: string;
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  readonly contentSha256: string;
  readonly materiality: Materiality;
  readonly changeNote: string;
  readonly publishTime: Date;
  /** Empty for a first publication. */
  readonly supersededVersionId: string;
}

/** The open version as the policy shows it. */
export interface OpenVersion {
  readonly versionId: string;
  readonly state: VersionState;
}

/** A configuration that waits for a decision. */
export interface PendingProposal {
  readonly configurationId: string;
  readonly proposerUserId: string;
}

/** A policy: what its versions share, and where they stand. Every change of it or of its versions goes through it. */
export interface Policy extends ReviewFields {
  readonly _id: string;
  readonly customerId: string;
  readonly type: "DEFAULT" | "CUSTOM";
  readonly title: string;
  /** The title as it is compared; unique among the customer's policies that aren't archived. */
  readonly titleKey: string;
  readonly summary: string;
  /** Title and summary as they are searched. */
  readonly searchText: string;
  readonly ownerUserId: string;
  /** Empty for CUSTOM. */
  readonly templateId: string;
  readonly templateVersion: number;
  readonly audience: Audience;
  readonly approvalRule: ApprovalRule;
  readonly rules: AcknowledgementRules;
  readonly status: "DRAFT" | "PUBLISHED" | "ARCHIVED";
  readonly archived: boolean;
  readonly inForce: InForce | null;
  readonly open: OpenVersion | null;
  /** 0 until published. */
  readonly materialVersion: number;
  readonly latestVersion: number;
  readonly pending: readonly PendingProposal[];
  /** Whose decision the open version waits for. */
  readonly review: Awaiting | null;
  /** Everything that waits for a decision: the review and the pending proposals. */
  readonly awaiting: readonly Awaiting[];
  readonly awaitsDecision: boolean;
  readonly createTime: Date;
  readonly updateTime: Date;
  readonly archiveTime: Date | null;
  /** Counts the changes that the outside sees; the etag. */
  readonly revision: number;
  /** Counts every write, proposals included: what a decision is conditional on. */
  readonly writes: number;
}

/** Throws POLICY_ARCHIVED. */
export function checkNotArchived(policy: Pick<Policy, "archived">): void {
  if (policy.archived)
    throw failedPrecondition("POLICY_ARCHIVED", "The policy is archived; it can't be changed any more.");
}

/** A policy after a change that the outside sees. */
export const changedPolicy = (policy: Policy, change: Partial<Policy>, now: Date): Policy =>
  withAwaiting({ ...policy, ...change, updateTime: now, revision: policy.revision + 1 });

/** What a policy shows of its open version. */
export function openFields(open: VersionHead | undefined): Pick<Policy, "open" | "review"> {
  if (!open) return { open: null, review: null };
  return { open: { versionId: open._id, state: open.state }, review: reviewOf(open) };
}

/** What a policy shows of the version in force. */
export const inForceFields = (
  version: VersionHead,
  supersededVersionId: string,
): Pick<Policy, "inForce" | "materialVersion" | "status"> => ({
  status: "PUBLISHED",
  materialVersion: version.materialVersion,
  inForce: {
    versionId: version._id,
    number: version.number,
    title: version.title,
    summary: version.summary,
    contentSha256: version.contentSha256,
    materiality: version.materiality ?? "MATERIAL",
    changeNote: version.changeNote,
    publishTime: version.publishTime ?? version.updateTime,
    supersededVersionId,
  },
});

/** A policy with one more proposal that waits. The outside sees no change of the policy itself. */
export const withProposal = (policy: Policy, proposal: PendingProposal): Policy =>
  withAwaiting({ ...policy, pending: [...policy.pending, proposal] });

/** A policy with one proposal less. */
export const withoutProposal = (policy: Policy, configurationId: string): Policy =>
  withAwaiting({
    ...policy,
    pending: policy.pending.filter((proposal) => proposal.configurationId !== configurationId),
  });

/** Recomputes whose decisions are waited for; nobody's when the policy is archived. */
export function withAwaiting(policy: Policy): Policy {
  const proposals = policy.pending.map((proposal) =>
    awaitingUnder(policy.approvalRule, [proposal.proposerUserId]),
  );
  const awaiting = policy.archived ? [] : [...(policy.review ? [policy.review] : []), ...proposals];
  return { ...policy, awaiting, awaitsDecision: awaiting.length > 0 };
}

function reviewOf(open: VersionHead): Awaiting | null {
  if (open.state !== "IN_REVIEW") return null;
  const decided = open.approvals.filter(({ round, voided }) => round === open.approvalRound && !voided);
  return awaitingUnder(ruleOf(open), [
    open.authorUserId,
    ...open.editorUserIds,
    ...decided.map((approval) => approval.userId),
  ]);
}
