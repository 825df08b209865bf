import { invalidArgument } from "../../../runtime/errors.ts";
import { approversOf, ruleOf } from "./decision.ts";
import { changedPolicy, inForceFields, openFields, type Policy } from "./policy.ts";
import { reviewPlan } from "./review.ts";
import { endVersion, type Materiality, type VersionHead } from "./version.ts";
import { stateAfter, versionRefusal } from "./version-state.ts";

/** A policy with the version that came into force and the one that it replaced. */
export interface Publication<V extends VersionHead> {
  readonly policy: Policy;
  readonly published: V;
  readonly superseded: VersionHead | undefined;
}

/**
 * Puts the approved open version into force. Throws POLICY_NOT_APPROVED unless enough people approved exactly this
 * text, and FIRST_PUBLICATION_IS_MATERIAL for an editorial first publication.
 */
export function publishOpenVersion<V extends VersionHead>(
  policy: Policy,
  open: V,
  inForce: VersionHead | undefined,
  materiality: Materiality,
  now: Date,
): Publication<V> {
  const first = policy.inForce === null;
  if (first && materiality === "EDITORIAL") {
    throw invalidArgument(
      "FIRST_PUBLICATION_IS_MATERIAL",
      "Nobody has signed this policy yet: its first publication is material.",
    );
  }
  const state = stateAfter(open.state, "publish");
  if (approversOf(open).length < ruleOf(open).requiredApprovals) throw versionRefusal("publish");
  const published: V = {
    ...open,
    state,
    materiality,
    materialVersion: materiality === "MATERIAL" ? open.number : policy.materialVersion,
    updateTime: now,
    publishTime: now,
  };
  return {
    policy: changedPolicy(
      policy,
      {
        ...inForceFields(published, inForce?._id ?? ""),
        ...openFields(undefined),
        ...reviewPlan(policy.reviewIntervalDays, now),
      },
      now,
    ),
    published,
    superseded: inForce && endVersion(inForce, "supersede", now),
  };
}
