import { type PolicyProgress, shownCounts } from "./policy-progress.ts";

/** How far the signatures are; the contract's ComplianceStatus without its prefix. */
export const COMPLIANCE_STATUSES = ["PENDING", "IN_PROGRESS", "COMPLETED"] as const;
export type ComplianceStatus = (typeof COMPLIANCE_STATUSES)[number];

/** That a policy counts for a customer compliance. */
export interface Mapping {
  readonly policyId: string;
  readonly mapTime: Date;
  readonly mapUserId: string;
}

/** A mapped policy with what is known of it. */
export interface MappedPolicy extends Mapping {
  readonly title: string;
  readonly published: boolean;
  readonly materialVersion: number;
  readonly acknowledged: number;
  readonly pending: number;
}

/** What is remembered of audits for `updatedSinceAudit`. */
export interface AuditMemory {
  /** When the last audit was completed; undefined: none was. */
  readonly lastAuditTime?: Date;
  readonly updatedSinceAudit: boolean;
}

/** All that is computed of a customer compliance from its policies. */
export interface Rollup {
  readonly policies: readonly MappedPolicy[];
  readonly status: ComplianceStatus;
  /** 0–100, rounded down. */
  readonly percentage: number;
  readonly acknowledged: number;
  readonly pending: number;
  readonly updatedSinceAudit: boolean;
}

/**
 * Computes a customer compliance from its mapped policies; policies come back by title. `updatedSinceAudit`
 * stays once it is set, until an audit is completed.
 */
export function rollUp(
  mappings: readonly (Mapping & { readonly title?: string })[],
  progress: ReadonlyMap<string, PolicyProgress>,
  audit: AuditMemory,
): Rollup {
  const policies = mappings
    .map((mapping) => mappedPolicy(mapping, progress.get(mapping.policyId)))
    .toSorted((a, b) => compare(a.title, b.title) || compare(a.policyId, b.policyId));
  const acknowledged = policies.reduce((sum, policy) => sum + policy.acknowledged, 0);
  const pending = policies.reduce((sum, policy) => sum + policy.pending, 0);
  return {
    policies,
    status: statusOf(policies, acknowledged, pending),
    percentage: percentageOf(acknowledged, pending),
    acknowledged,
    pending,
    updatedSinceAudit:
      audit.updatedSinceAudit || mappings.some(({ policyId }) => changedSince(audit, progress.get(policyId))),
  };
}

/** 100 × acknowledged / (acknowledged + pending), rounded down; 0 while both are 0. */
export const percentageOf = (acknowledged: number, pending: number): number =>
  acknowledged + pending === 0 ? 0 : Math.floor((100 * acknowledged) / (acknowledged + pending));

function statusOf(
  policies: readonly MappedPolicy[],
  acknowledged: number,
  pending: number,
): ComplianceStatus {
  if (acknowledged === 0) return "PENDING";
  return pending === 0 && policies.every((policy) => policy.published) ? "COMPLETED" : "IN_PROGRESS";
}

function mappedPolicy(
  { policyId, mapTime, mapUserId, title }: Mapping & { readonly title?: string },
  progress: PolicyProgress | undefined,
): MappedPolicy {
  const mapping = { policyId, mapTime, mapUserId };
  if (!progress) {
    return {
      ...mapping,
      title: title ?? "",
      published: false,
      materialVersion: 0,
      acknowledged: 0,
      pending: 0,
    };
  }
  const published = progress.standing === "IN_FORCE";
  return {
    ...mapping,
    title: progress.title || (title ?? ""),
    published,
    materialVersion: published ? progress.materialVersion : 0,
    ...shownCounts(progress),
  };
}

function changedSince({ lastAuditTime }: AuditMemory, progress: PolicyProgress | undefined): boolean {
  if (!lastAuditTime || !progress) return false;
  return [progress.materialTime, progress.archiveTime].some((time) => time && time > lastAuditTime);
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, "en", { sensitivity: "base" });
}
