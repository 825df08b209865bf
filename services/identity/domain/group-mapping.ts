/** What members of a group at an identity provider may do. */
export interface GroupMapping {
  readonly group: string;
  /** Numbers of PermissionRole. */
  readonly roles: readonly number[];
  readonly customRoleIds: readonly string[];
}

/** Roles that somebody has or gets: numbers of PermissionRole, and ids of custom roles. */
export interface Grants {
  readonly roles: readonly number[];
  readonly customRoleIds: readonly string[];
}

/** Groups that are looked at; more are ignored. */
const MOST_GROUPS = 1_000;

/** The groups that a claim names: a text, or the texts of a list. Anything else names none. */
export function groupsIn(claim: unknown): string[] {
  const values: unknown[] = Array.isArray(claim) ? claim : [claim];
  return values.slice(0, MOST_GROUPS).filter((value): value is string => typeof value === "string");
}

/** What the groups of a person give, each once, in order. */
export function mapped(mappings: readonly GroupMapping[], groups: readonly string[]): Grants {
  const theirs = new Set(groups);
  const given = mappings.filter((mapping) => theirs.has(mapping.group));
  return {
    roles: [...new Set(given.flatMap((mapping) => mapping.roles))].sort((a, b) => a - b),
    customRoleIds: [...new Set(given.flatMap((mapping) => mapping.customRoleIds))].sort(),
  };
}

/** The roles of a user after a login, and which of them the groups gave. */
export interface Reconciled {
  readonly has: Grants;
  /** Those that only the groups give: what the next login may take away. */
  readonly granted: Grants;
}

/**
 * Brings the groups' word together with what was given by hand. Taken away is only what an earlier login had given
 * (`granted`) and no group gives any more; what the user had without the groups stays, even if a group gives it, too.
 */
export function reconcile(has: Grants, granted: Grants, now: Grants): Reconciled {
  const roles = merge(has.roles, granted.roles, now.roles);
  const custom = merge(has.customRoleIds, granted.customRoleIds, now.customRoleIds);
  return {
    has: { roles: roles.has.sort((a, b) => a - b), customRoleIds: custom.has.sort() },
    granted: { roles: roles.granted, customRoleIds: custom.granted },
  };
}

function merge<T>(has: readonly T[], granted: readonly T[], now: readonly T[]): { has: T[]; granted: T[] } {
  const byHand = has.filter((one) => !granted.includes(one));
  const byGroup = now.filter((one) => !byHand.includes(one));
  return { has: [...byHand, ...byGroup], granted: byGroup };
}
