import type { ScopeRevision } from "./obligation.ts";

/** Whether what was decided at `one` came after what was decided at `other`: by policy, then by employee revision. */
export function isLater(one: ScopeRevision, other: ScopeRevision | undefined): boolean {
  if (!other) return true;
  if (one.policyRevision !== other.policyRevision) return one.policyRevision > other.policyRevision;
  return one.employeeRevision > other.employeeRevision;
}
