/** A subscription's tier. */
export type Tier = "FREE" | "STANDARD" | "PREMIUM";

/** What a subscription allows. 0 means unlimited. */
export interface Limits {
  readonly maxEmployees: number;
  readonly maxPublishedPolicies: number;
  readonly features: readonly string[];
}

const LIMITS: Readonly<Record<Tier, Limits>> = {
  FREE: { maxEmployees: 25, maxPublishedPolicies: 5, features: [] },
  STANDARD: { maxEmployees: 500, maxPublishedPolicies: 50, features: ["sso"] },
  PREMIUM: { maxEmployees: 0, maxPublishedPolicies: 0, features: ["sso", "scim", "webhooks"] },
};

/** The limits that come with a tier; an operator may set others. */
export const limitsOf = (tier: Tier): Limits => LIMITS[tier];
