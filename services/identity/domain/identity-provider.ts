import { invalidField } from "../../../runtime/errors.ts";
import type { GroupMapping } from "./group-mapping.ts";

/** What an administrator says of an identity provider; the secret stands apart. */
export interface ProviderSettings {
  readonly name: string;
  readonly clientId: string;
  /** Empty: DEFAULT_SCOPES. */
  readonly scopes: readonly string[];
  /** In lower case. */
  readonly emailDomains: readonly string[];
  /** Empty: no groups are looked at. */
  readonly groupClaim: string;
  readonly groupMappings: readonly GroupMapping[];
  readonly createUsers: boolean;
  readonly enforced: boolean;
  readonly administratorsEnforced: boolean;
  readonly enabled: boolean;
}

/** Number of PermissionRole.CUSTOMER_ADMIN. */
const CUSTOMER_ADMIN = 2;
const DEFAULT_SCOPES = ["openid", "email", "profile"];

/** The `scope` of an authorization request; `openid` is always in it. */
export const scopeOf = (scopes: readonly string[]): string =>
  [...new Set(["openid", ...(scopes.length > 0 ? scopes : DEFAULT_SCOPES)])].join(" ");

/** Settings as they are stored and compared. Throws INVALID_FIELD for a blank name. */
export function normalized(settings: ProviderSettings): ProviderSettings {
  const name = settings.name.trim();
  if (name === "") throw invalidField("identity_provider.name", "required", "A provider needs a name.");
  if (settings.clientId === "")
    throw invalidField("identity_provider.client_id", "required", "A provider needs a client id.");
  const emailDomains = [...new Set(settings.emailDomains.map((domain) => domain.toLowerCase()))].sort();
  return { ...settings, name, emailDomains };
}

/** Throws INVALID_FIELD unless a text can be an issuer (OpenID Connect Discovery 1.0 §3). */
export function checkIssuer(issuer: string): void {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const whole = url && !url.search && !url.hash && !url.username && !url.password;
  if (whole && /^https?:$/.test(url.protocol) && !url.pathname.includes("/.well-known/")) return;
  throw invalidField(
    "identity_provider.issuer",
    "issuer",
    "An issuer is an https address without query and fragment, and without /.well-known/…",
  );
}

/** The domain of an address, as `emailDomains` has it. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf("@") + 1).toLowerCase();

/** Whether a provider that is on binds a user with these roles to it, so that a password isn't enough. */
export const binds = (
  provider: Pick<ProviderSettings, "enabled" | "enforced" | "administratorsEnforced">,
  roles: readonly number[],
): boolean =>
  provider.enabled &&
  provider.enforced &&
  (provider.administratorsEnforced || !roles.includes(CUSTOMER_ADMIN));

const SETTINGS = {
  name: "name",
  clientId: "client_id",
  scopes: "scopes",
  emailDomains: "email_domains",
  groupClaim: "group_claim",
  groupMappings: "group_mappings",
  createUsers: "create_users",
  enforced: "enforced",
  administratorsEnforced: "administrators_enforced",
  enabled: "enabled",
} as const satisfies Readonly<Record<keyof ProviderSettings, string>>;

/** The settings in which two differ, as the contract names them. */
export const changedSettings = (before: ProviderSettings, after: ProviderSettings): string[] =>
  (Object.keys(SETTINGS) as (keyof ProviderSettings)[])
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => SETTINGS[key]);
