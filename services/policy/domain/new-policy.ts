import type { ApprovalRule } from "./approval.ts";
import { type AcknowledgementRules, type Audience, openFields, type Policy } from "./policy.ts";
import { noReviews } from "./review.ts";
import { searchTextOf, titleKey } from "./title.ts";
import type { VersionHead } from "./version.ts";

/** What a new policy has beside its first draft. */
export interface PolicyStart {
  readonly ownerUserId: string;
  /** Empty for CUSTOM. */
  readonly templateId: string;
  readonly audience: Audience;
  readonly approvalRule: ApprovalRule;
  readonly rules: AcknowledgementRules;
  /** 0: never. */
  readonly reviewIntervalDays: number;
}

/** A policy around its first draft. */
export const newPolicy = (draft: VersionHead, start: PolicyStart, now: Date): Policy => ({
  ...start,
  ...openFields(draft),
  ...noReviews(start.reviewIntervalDays),
  _id: draft.policyId,
  customerId: draft.customerId,
  type: start.templateId === "" ? "CUSTOM" : "DEFAULT",
  title: draft.title,
  titleKey: titleKey(draft.title),
  summary: draft.summary,
  searchText: searchTextOf(draft.title, draft.summary),
  templateVersion: draft.templateVersion,
  status: "DRAFT",
  archived: false,
  inForce: null,
  materialVersion: 0,
  latestVersion: draft.number,
  pending: [],
  awaiting: [],
  awaitsDecision: false,
  createTime: now,
  updateTime: now,
  archiveTime: null,
  revision: 1,
  writes: 1,
});
