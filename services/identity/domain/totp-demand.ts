/** Numbers of TotpDemand and PermissionRole. */
const PRIVILEGED = 2;
const EVERYBODY = 3;
const EMPLOYEE = 8;

/** What somebody may do, as far as the demand goes. */
export interface Held {
  /** Numbers of PermissionRole. */
  readonly roles: readonly number[];
  /** The customer's own roles. */
  readonly customRoleIds?: readonly string[] | undefined;
}

/** Whether an authenticator is demanded of somebody who holds this, by a number of TotpDemand. */
export function isDemandedOf(demand: number, { roles, customRoleIds = [] }: Held): boolean {
  if (demand === EVERYBODY) return true;
  return demand === PRIVILEGED && (customRoleIds.length > 0 || roles.some((role) => role !== EMPLOYEE));
}

/** What is known of a session's second factor when tokens are due. */
export interface FactorState {
  /** An authenticator is demanded of what the session may do. */
  readonly demanded: boolean;
  /** The user has one. */
  readonly enabled: boolean;
  /** A code of it was given in the session. */
  readonly given: boolean;
}

/**
 * What a session gets: `full` tokens, tokens for `enrolling` and nothing else, or none because a `code` is due. The last
 * is for sessions that began by one factor before the user set up an authenticator in another one: whoever knows no
 * more than the password must not be let in by what the user did elsewhere.
 */
export type FactorVerdict = "full" | "enrolling" | "code";

/** Judges a session by its second factor. */
export function judgeFactor({ demanded, enabled, given }: FactorState): FactorVerdict {
  if (!demanded) return "full";
  if (!enabled) return "enrolling";
  return given ? "full" : "code";
}
