import type { KnownPolicy } from "./policy.ts";

/** Where a rollout stands. */
export type RolloutState = "RUNNING" | "COMPLETED" | "CLOSED";

/** How many of a rollout's obligations stand where. */
export interface RolloutCounts {
  readonly pending: number;
  readonly acknowledged: number;
  readonly cancelled: number;
  readonly exempted: number;
}

/** The way of one material publication to its audience, as it is stored. */
export interface Rollout {
  readonly _id: string;
  readonly customerId: string;
  readonly policyId: string;
  readonly policyTitle: string;
  readonly policyVersionId: string;
  readonly materialVersion: number;
  readonly state: RolloutState;
  readonly counts: RolloutCounts;
  readonly startTime: Date;
  readonly matchedTime?: Date | undefined;
  readonly endTime?: Date | undefined;
  /** People named by the publication's assignments that have been handled. */
  readonly handled: number;
  /** People whom the publication matched, once the employee service has told. */
  readonly expected?: number | undefined;
  /** The policy's revision up to which assignments belong to the publication. */
  readonly matchedRevision?: number | undefined;
  /** `counts` may be behind the obligations. */
  readonly stale: boolean;
  /** They are being counted; a mark set meanwhile makes it `stale` again. */
  readonly counting: boolean;
  readonly revision: number;
}

const NO_COUNTS: RolloutCounts = { pending: 0, acknowledged: 0, cancelled: 0, exempted: 0 };

/** A rollout that begins. */
export const startRollout = (id: string, policy: KnownPolicy): Rollout => ({
  _id: id,
  customerId: policy.customerId,
  policyId: policy.policyId,
  policyTitle: policy.text.title,
  policyVersionId: policy.text.policyVersionId,
  materialVersion: policy.materialVersion,
  state: "RUNNING",
  counts: NO_COUNTS,
  startTime: policy.publishTime,
  handled: 0,
  stale: true,
  counting: false,
  revision: 1,
});

/** Whether an assignment by publication at a policy revision belongs to the rollout. */
export const belongsTo = (rollout: Rollout, policyRevision: number): boolean =>
  rollout.matchedRevision === undefined || policyRevision <= rollout.matchedRevision;

/** The rollout with fresh counts: matched and completed when they say so. A rollout that has ended stays ended. */
export function counted(before: Rollout, counts: RolloutCounts, now: Date): Rollout {
  const matched = before.expected !== undefined && before.handled >= before.expected;
  const matchedTime = before.matchedTime ?? (matched ? now : undefined);
  const completed = before.state === "RUNNING" && matched && counts.pending === 0;
  return {
    ...before,
    counts,
    matchedTime,
    ...(completed ? { state: "COMPLETED" as const, endTime: now } : {}),
  };
}

/** Whether two states of a rollout look alike from outside. */
export const looksLike = (one: Rollout, other: Rollout): boolean =>
  one.state === other.state &&
  one.matchedTime?.getTime() === other.matchedTime?.getTime() &&
  one.counts.pending === other.counts.pending &&
  one.counts.acknowledged === other.counts.acknowledged &&
  one.counts.cancelled === other.counts.cancelled &&
  one.counts.exempted === other.counts.exempted;

/** A rollout that ends before everybody has signed. */
export const closed = (before: Rollout, now: Date): Rollout => ({
  ...before,
  state: "CLOSED",
  endTime: now,
  revision: before.revision + 1,
});
