import type { Counts } from "./counts.ts";

/** Where a policy stands, as far as counting goes. ARCHIVED is final. */
export type Standing = "DRAFT" | "IN_FORCE" | "ARCHIVED";

/** What the policy service told of a policy at one of its revisions; the highest revision is the truth. */
export interface PolicyFacts {
  readonly revision: number;
  readonly title: string;
  readonly standing: Standing;
  /** Number of the last material publication. 0: none. */
  readonly materialVersion: number;
}

/** When things happened to a policy that an auditor would want to see again; the latest counts, whatever the order. */
export interface PolicyTimes {
  /** Last publication as material. */
  readonly materialTime?: Date;
  readonly archiveTime?: Date;
}

/** What is known of a policy: facts, times, and the counts per material version (by its number as text). */
export interface PolicyProgress extends PolicyFacts, PolicyTimes {
  readonly counts?: Readonly<Record<string, Counts>>;
}

/** What is known of a policy after newer facts; older ones change nothing. */
export const learned = <P extends PolicyProgress>(known: P | undefined, facts: PolicyFacts) =>
  known && known.revision >= facts.revision ? known : { ...known, ...facts };

/** The counts of a material version as stored; 0 where no event has told of it. */
export const storedCounts = (progress: PolicyProgress, materialVersion: number): Counts => ({
  pending: progress.counts?.[materialVersion]?.pending ?? 0,
  acknowledged: progress.counts?.[materialVersion]?.acknowledged ?? 0,
});

/** The counts that are shown: of the version in force, never below zero, none for a policy out of force. */
export function shownCounts(progress: PolicyProgress): Counts {
  if (progress.standing !== "IN_FORCE") return { pending: 0, acknowledged: 0 };
  const { pending, acknowledged } = storedCounts(progress, progress.materialVersion);
  return { pending: Math.max(0, pending), acknowledged: Math.max(0, acknowledged) };
}
