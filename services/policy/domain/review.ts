import { failedPrecondition, invalidField } from "../../../runtime/errors.ts";
import { changedPolicy, checkNotArchived, type Policy } from "./policy.ts";

/** Somebody found that the version in force still holds. */
export interface Review {
  readonly time: Date;
  readonly userId: string;
  readonly comment: string;
  readonly versionId: string;
  readonly number: number;
  readonly contentSha256: string;
  /** When the next one is due since then; null: never. */
  readonly nextReviewTime: Date | null;
}

/** What a policy knows of its reviews. */
export interface ReviewFields {
  /** 0: never. */
  readonly reviewIntervalDays: number;
  /** Of the version in force; null: never, or none is in force. */
  readonly reviewDueTime: Date | null;
  /** When the owner is told next; null: never. */
  readonly reviewNoticeTime: Date | null;
  /** Newest first. */
  readonly reviews: readonly Review[];
}

/** Days between reviews when a policy says nothing: the annual review of SOC 2 and ISO/IEC 27001. */
export const DEFAULT_REVIEW_DAYS = 365;
/** Reviews kept with a policy; all of them stand in the ledger. */
const MOST_REVIEWS = 50;
/** Days before the due time, and between notices after it. */
const NOTICE_DAYS = 30;
const MOST_DAYS = 3650;
const DAY_MS = 86_400_000;

/** The reviews of a policy that never was in force. */
export const noReviews = (reviewIntervalDays: number): ReviewFields => ({
  reviewIntervalDays,
  reviewDueTime: null,
  reviewNoticeTime: null,
  reviews: [],
});

/** The plan from a moment on at which the text was found right: a publication or a review. */
export function reviewPlan(
  intervalDays: number,
  from: Date,
): Pick<ReviewFields, "reviewDueTime" | "reviewNoticeTime"> {
  if (intervalDays === 0) return { reviewDueTime: null, reviewNoticeTime: null };
  return dueAt(inDays(from, intervalDays), from);
}

/** The plan of a policy whose interval changes: counted from what made the present one. */
export function replannedReview(
  policy: Policy,
  intervalDays: number,
  now: Date,
): Pick<ReviewFields, "reviewDueTime" | "reviewNoticeTime"> {
  if (!policy.inForce) return { reviewDueTime: null, reviewNoticeTime: null };
  const reviewed = policy.reviews[0]?.time ?? policy.inForce.publishTime;
  const from = new Date(Math.max(reviewed.getTime(), policy.inForce.publishTime.getTime()));
  const { reviewDueTime } = reviewPlan(intervalDays, from);
  return reviewDueTime ? dueAt(reviewDueTime, now) : { reviewDueTime, reviewNoticeTime: null };
}

/** What a review is asked for with; `nextReviewTime` unset: after the policy's interval. */
export interface WantedReview {
  readonly userId: string;
  readonly comment: string;
  readonly nextReviewTime: Date | undefined;
}

/** Records that the version in force still holds. Throws POLICY_ARCHIVED, POLICY_NOT_PUBLISHED or INVALID_FIELD. */
export function renewPolicy(
  before: Policy,
  { userId, comment, nextReviewTime }: WantedReview,
  now: Date,
): { readonly policy: Policy; readonly review: Review } {
  checkNotArchived(before);
  const { inForce } = before;
  if (!inForce)
    throw failedPrecondition("POLICY_NOT_PUBLISHED", "No version of the policy is in force to be reviewed.");
  if (nextReviewTime) checkAhead(nextReviewTime, now);
  const plan = nextReviewTime ? dueAt(nextReviewTime, now) : reviewPlan(before.reviewIntervalDays, now);
  const { versionId, number, contentSha256 } = inForce;
  const review: Review = {
    time: now,
    userId,
    comment,
    versionId,
    number,
    contentSha256,
    nextReviewTime: plan.reviewDueTime,
  };
  const reviews = [review, ...before.reviews].slice(0, MOST_REVIEWS);
  return { policy: changedPolicy(before, { ...plan, reviews }, now), review };
}

/** A notice that is due now: whole days until the review (negative: overdue), and when the next one is. */
export function noticeDue(
  policy: Policy,
  now: Date,
): { readonly daysUntilDue: number; readonly reviewNoticeTime: Date } | undefined {
  const { reviewDueTime, reviewNoticeTime } = policy;
  if (!reviewDueTime || !reviewNoticeTime || reviewNoticeTime > now) return undefined;
  const daysUntilDue = Math.ceil((reviewDueTime.getTime() - now.getTime()) / DAY_MS);
  return { daysUntilDue, reviewNoticeTime: nextNotice(reviewDueTime, now) };
}

function dueAt(reviewDueTime: Date, now: Date) {
  const early = inDays(reviewDueTime, -NOTICE_DAYS);
  return { reviewDueTime, reviewNoticeTime: early > now ? early : nextNotice(reviewDueTime, now) };
}

/** The first of: the due time, and every 30 days after it. */
function nextNotice(dueTime: Date, now: Date): Date {
  const late = now.getTime() - dueTime.getTime();
  return late < 0 ? dueTime : inDays(dueTime, NOTICE_DAYS * (Math.floor(late / (NOTICE_DAYS * DAY_MS)) + 1));
}

function checkAhead(nextReviewTime: Date, now: Date): void {
  if (nextReviewTime <= now || nextReviewTime > inDays(now, MOST_DAYS))
    throw invalidField("next_review_time", "ahead", `The next review is at most ${MOST_DAYS} days ahead.`);
}

const inDays = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS);
