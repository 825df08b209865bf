import type { MappedPolicy } from "./rollup.ts";

/** Whether a requirement has a policy. */
export type CoverageState = "GAP" | "PLANNED" | "COVERED";

/** A requirement is covered once a policy mapped to it is in force; what is only mapped is planned. */
export function coverageOf(policies: readonly Pick<MappedPolicy, "published">[]): CoverageState {
  if (policies.length === 0) return "GAP";
  return policies.some(({ published }) => published) ? "COVERED" : "PLANNED";
}
