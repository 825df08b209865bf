/** Somebody as an identity provider describes them. */
export interface Person {
  /** The provider's own name of them. */
  readonly subject: string;
  /** Empty: none was given. */
  readonly email: string;
  /** Whether the provider says that the address is theirs. */
  readonly emailVerified: boolean;
  /** The name to show; the address when none was given. */
  readonly displayName: string;
  /** BCP 47; empty: none was given. */
  readonly locale: string;
}

const LONGEST_NAME = 200;
const LONGEST_EMAIL = 254;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const LOCALE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

/**
 * Reads the claims of a validated ID token (OpenID Connect Core 1.0 §5.1). Some providers write booleans as texts.
 * Microsoft Entra ID has no `email_verified`; its `xms_edov` says the same for an address whose domain it has verified.
 */
export function personOf(claims: Readonly<Record<string, unknown>>): Person {
  const text = (name: string): string => {
    const value = claims[name];
    return typeof value === "string" ? value.trim() : "";
  };
  const email = text("email");
  const plausible = email.length <= LONGEST_EMAIL && EMAIL.test(email);
  const name = text("name") || [text("given_name"), text("family_name")].filter(Boolean).join(" ");
  const locale = text("locale").replaceAll("_", "-");
  return {
    subject: text("sub"),
    email: plausible ? email : "",
    emailVerified: plausible && vouchedFor(claims),
    displayName: (name || email).slice(0, LONGEST_NAME),
    locale: LOCALE.test(locale) && locale.length <= 35 ? locale : "",
  };
}

const ENTRA = /^https:\/\/(login\.microsoftonline\.com|login\.microsoftonline\.us)\//;

function vouchedFor({ email_verified, xms_edov, iss }: Readonly<Record<string, unknown>>): boolean {
  if (isTrue(email_verified)) return true;
  const entra = typeof iss === "string" && ENTRA.test(iss);
  return entra && email_verified === undefined && (isTrue(xms_edov) || xms_edov === "1" || xms_edov === 1);
}

const isTrue = (value: unknown): boolean => value === true || value === "true";
