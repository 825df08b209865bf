import { failedPrecondition } from "../../../runtime/errors.ts";
import type { Standing } from "./policy-progress.ts";

/** Most policies of one customer compliance. */
export const MAX_POLICIES = 200;

/** Throws POLICY_ARCHIVED or TOO_MANY_POLICIES when a policy can't be mapped to what has `mapped` policies. */
export function checkMappable(mapped: number, standing: Standing): void {
  if (standing === "ARCHIVED") {
    throw failedPrecondition(
      "POLICY_ARCHIVED",
      "An archived policy can't be mapped: nobody signs it any more.",
    );
  }
  if (mapped >= MAX_POLICIES) {
    throw failedPrecondition("TOO_MANY_POLICIES", `At most ${MAX_POLICIES} policies can be mapped.`);
  }
}
