import type { Matchable, Matches } from "./audience.ts";
import { isWorking, type Status } from "./employee.ts";

/** What an assignment was made for: when either changes, the obligation does. */
export interface Stance {
  /** The number of the last material publication. */
  readonly materialVersion: number;
  /** False: published for information. */
  readonly required: boolean;
}

/** Whether two are for the same obligation. */
export const isSame = (a: Stance, b: Stance): boolean =>
  a.materialVersion === b.materialVersion && a.required === b.required;

/** A policy as it is matched. `matches` is undefined when it is archived: it is for nobody. */
export interface MatchedPolicy extends Stance {
  readonly policyId: string;
  readonly matches: Matches | undefined;
}

/** A person as they are matched. */
export interface MatchedPerson extends Matchable {
  readonly status: Status;
  readonly deleted: boolean;
}

/** Why a policy stops applying. */
export type RemovalReason = "LEFT" | "OUT_OF_SCOPE" | "ARCHIVED";

/** What is to be done about one policy and one person: nothing, a new assignment, the same anew, or its end. */
export type Difference = "none" | "add" | "renew" | RemovalReason;

/** Compares what should be with what is. `person` is undefined when they are unknown, which is as good as gone. */
export function difference(
  policy: MatchedPolicy,
  person: MatchedPerson | undefined,
  held: Stance | undefined,
): Difference {
  if (!policy.matches) return held ? "ARCHIVED" : "none";
  if (!person || !isWorking(person)) return held ? "LEFT" : "none";
  if (!policy.matches(person)) return held ? "OUT_OF_SCOPE" : "none";
  if (!held) return "add";
  return isSame(policy, held) ? "none" : "renew";
}

/** How far a policy has been matched with everyone, by employee id. */
export interface Scan {
  /** Whether it still goes on. */
  readonly scanning: boolean;
  /** The last employee that it has passed. "" at the start. */
  readonly cursor: string;
}

/**
 * Whether a policy's own scan will still come to a person. Then the scan, and not the change of the person, is what
 * assigns the policy, so that the people whom a publication reached can be counted.
 */
export const isAhead = (scan: Scan, employeeId: string): boolean => scan.scanning && employeeId > scan.cursor;
