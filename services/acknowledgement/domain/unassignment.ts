import { cancel, type Moment, touched } from "./lifecycle.ts";
import type { CancelReason, Obligation, ScopeRevision } from "./obligation.ts";
import { isLater } from "./scope.ts";

/** An obligation before and after a change. */
export interface Revised {
  readonly before: Obligation;
  readonly after: Obligation;
}

/**
 * What a policy's ceasing to apply means for one obligation. A request by hand stays when only the audience changed,
 * since it never depended on it; a signature stays and needs no renewal. Undefined: nothing changes.
 */
export function unassign(
  before: Obligation,
  reason: CancelReason,
  removed: ScopeRevision,
  moment: Moment,
): Revised | undefined {
  if (!isLater(removed, before.scope)) return undefined;
  const outside = { ...before, scope: undefined };
  if (before.status === "PENDING") {
    const asked = before.type === "MANUAL" && reason === "OUT_OF_SCOPE";
    if (!asked) return { before, after: cancel(outside, reason, moment) };
    return before.scope ? { before, after: touched(outside, moment.now) } : undefined;
  }
  if (!before.scope) return undefined;
  return { before, after: touched(withoutRenewal(outside), moment.now) };
}

/** A signature that nobody will ask to renew; what is pending keeps its next step. */
export const withoutRenewal = (obligation: Obligation): Obligation =>
  obligation.status === "ACKNOWLEDGED"
    ? { ...obligation, renewalDueTime: undefined, nextStepTime: undefined }
    : obligation;
