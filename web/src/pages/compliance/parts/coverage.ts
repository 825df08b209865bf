import { CoverageState, type RequirementCoverage } from "#gen/countersign/compliance/v1/coverage_pb.ts";
import type { MappedPolicy } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";

/** Whether policies serve a requirement, by the server's rule, so that a change shows at once. */
export function coverageOf(policies: readonly Pick<MappedPolicy, "published">[]): CoverageState {
  if (policies.length === 0) return CoverageState.GAP;
  return policies.some(({ published }) => published) ? CoverageState.COVERED : CoverageState.PLANNED;
}

/** How many requirements are in which state. */
export interface CoverageCounts {
  readonly covered: number;
  readonly planned: number;
  readonly gaps: number;
}

/** Counts requirements by state. */
export function countStates(rows: readonly Pick<RequirementCoverage, "state">[]): CoverageCounts {
  const having = (state: CoverageState): number => rows.filter((row) => row.state === state).length;
  return {
    covered: having(CoverageState.COVERED),
    planned: having(CoverageState.PLANNED),
    gaps: having(CoverageState.GAP),
  };
}

/** Signatures there and awaited, added up. */
export function signatures(policies: readonly MappedPolicy[]): {
  readonly signed: number;
  readonly all: number;
} {
  const signed = policies.reduce((sum, policy) => sum + policy.acknowledgedCount, 0);
  return { signed, all: policies.reduce((sum, policy) => sum + policy.pendingCount, signed) };
}

/** Signed of all in percent, rounded down as the server does; 0 of none. */
export const percentOf = ({ signed, all }: { readonly signed: number; readonly all: number }): number =>
  all === 0 ? 0 : Math.floor((100 * signed) / all);
