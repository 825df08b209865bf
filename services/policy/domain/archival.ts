import { type Configuration, rejectedByArchival } from "./configuration.ts";
import { changedPolicy, openFields, type Policy } from "./policy.ts";
import { endVersion, type VersionHead } from "./version.ts";

/** A policy out of force for good, with its versions and the proposals that nobody needs to decide on any more. */
export interface Archival {
  readonly policy: Policy;
  readonly versions: readonly VersionHead[];
  readonly configurations: readonly Configuration[];
}

/** Archives a policy, its version in force, its open version, and rejects what is pending. */
export function archivePolicy(
  policy: Policy,
  versions: readonly VersionHead[],
  pending: readonly Configuration[],
  archiverUserId: string,
  now: Date,
): Archival {
  return {
    policy: changedPolicy(
      policy,
      {
        ...openFields(undefined),
        status: "ARCHIVED",
        archived: true,
        reviewDueTime: null,
        reviewNoticeTime: null,
        inForce: null,
        pending: [],
        archiveTime: now,
      },
      now,
    ),
    versions: versions.map((version) => endVersion(version, "archive", now)),
    configurations: pending.map((proposal) => rejectedByArchival(proposal, archiverUserId, now)),
  };
}
