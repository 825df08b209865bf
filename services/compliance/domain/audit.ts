import { failedPrecondition, invalidArgument } from "../../../runtime/errors.ts";

/** Where an audit stands: SCHEDULED → COMPLETED, which is final. */
export const AUDIT_STATES = ["SCHEDULED", "COMPLETED"] as const;
export type AuditState = (typeof AUDIT_STATES)[number];

/** How an audit went. */
export const AUDIT_OUTCOMES = ["PASSED", "FAILED"] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** Whether and how a customer compliance was audited; the contract's AuditStatus without its prefix. */
export const AUDIT_STATUSES = ["NONE", "SCHEDULED", "PASSED", "FAILED"] as const;
export type AuditStatus = (typeof AUDIT_STATUSES)[number];

/** Throws SCHEDULED_TIME_PASSED or AUDIT_ALREADY_SCHEDULED when an audit can't be planned. */
export function checkSchedulable(auditStatus: AuditStatus, scheduledTime: Date, now: Date): void {
  if (scheduledTime < now) {
    throw invalidArgument("SCHEDULED_TIME_PASSED", "An audit can only be scheduled for the future.", {
      violations: [{ field: "scheduled_time", rule: "future", message: "lies in the past" }],
    });
  }
  if (auditStatus === "SCHEDULED") {
    throw failedPrecondition(
      "AUDIT_ALREADY_SCHEDULED",
      "An audit of this is scheduled already. Complete it first.",
    );
  }
}

/** Throws AUDIT_NOT_SCHEDULED when an audit is completed already. */
export function checkCompletable(state: AuditState): void {
  if (state !== "SCHEDULED") {
    throw failedPrecondition("AUDIT_NOT_SCHEDULED", "This audit is completed; its result stays as it is.");
  }
}
