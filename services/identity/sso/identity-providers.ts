import { Code, ConnectError } from "@connectrpc/connect";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import type { IdentityProvider } from "#gen/countersign/identity/v1/identity_provider_pb.ts";
import { alreadyExists, failedPrecondition, notFound } from "../../../runtime/errors.ts";
import type { EventDraft } from "../../../runtime/events/event.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { IdentityContext } from "../context.ts";
import type { GroupMapping } from "../domain/group-mapping.ts";
import { domainOf, type ProviderSettings } from "../domain/identity-provider.ts";
import { type IdentityProviderRow, secretAbout } from "../store/identity-provider-model.ts";
import { loginEvents } from "./login-events.ts";
import { OidcError, type OidcProvider } from "./oidc-client.ts";

/** What an administrator says of a provider, from the wire. */
export const settingsIn = (message: IdentityProvider): ProviderSettings => ({
  name: message.name,
  clientId: message.clientId,
  scopes: message.scopes,
  emailDomains: message.emailDomains,
  groupClaim: message.groupClaim,
  groupMappings: message.groupMappings.map(
    ({ group, roles, customRoleIds }): GroupMapping => ({ group, roles, customRoleIds }),
  ),
  createUsers: message.createUsers,
  enforced: message.enforced,
  administratorsEnforced: message.administratorsEnforced,
  enabled: message.enabled,
});

/** A provider as its OpenID Connect client needs it, with its secret in clear. */
export const oidcProvider = (
  context: Pick<IdentityContext, "secrets">,
  row: IdentityProviderRow,
): OidcProvider => ({
  issuer: row.issuer,
  clientId: row.clientId,
  clientSecret: row.sealedSecret === "" ? "" : context.secrets.open(row.sealedSecret, secretAbout(row._id)),
  scopes: row.scopes,
});

/** Throws IDENTITY_PROVIDER_UNUSABLE unless the issuer can be used. Gives whether it names itself in its answers. */
export async function discover(context: IdentityContext, issuer: string): Promise<{ namesItself: boolean }> {
  try {
    return await context.oidc.discover(issuer);
  } catch (error) {
    throw unusable(error);
  }
}

/** IDENTITY_PROVIDER_UNUSABLE for a provider that can't be used; anything else as it is. */
export function unusable(error: unknown): unknown {
  if (!(error instanceof OidcError)) return error;
  return failedPrecondition("IDENTITY_PROVIDER_UNUSABLE", error.message, { cause: error });
}

/**
 * The writes and events that free e-mail domains for a provider: one that a deleted customer had is taken from it.
 * Throws IDENTITY_PROVIDER_EMAIL_DOMAIN_TAKEN when a live customer's provider has one of them.
 */
export async function freedDomains(
  context: IdentityContext,
  providerId: string,
  domains: readonly string[],
): Promise<{ readonly changes: readonly Change[]; readonly events: readonly EventDraft[] }> {
  const holders = await context.identityProviders.holdersForPlatform(domains);
  const others = holders.filter((holder) => holder._id !== providerId);
  const freed = await Promise.all(
    others.map(async (before) => {
      const tenant = await context.tenants.find(before.customerId);
      const taken = before.emailDomains.find((domain) => domains.includes(domain)) ?? "";
      if (!tenant?.deleted) throw alreadyExists("identity provider", "email domain", taken);
      const emailDomains = before.emailDomains.filter((domain) => !domains.includes(domain));
      const after = { ...before, emailDomains, revision: before.revision + 1 };
      return {
        change: context.identityProviders.replace(before, after),
        event: loginEvents(context).providerUpdated(after, ["email_domains"]),
      };
    }),
  );
  return { changes: freed.map((one) => one.change), events: freed.map((one) => one.event) };
}

/** How somebody who hasn't signed in names a provider. */
export type ProviderChoice =
  | { readonly case: "email" | "customerSlug" | "identityProviderId"; readonly value: string }
  | { readonly case: undefined; readonly value?: undefined };

/**
 * The provider at which somebody begins a login. Looks at the address's domain only, never at users. Throws
 * IDENTITY_PROVIDER_NOT_FOUND, alike for one that is unknown, disabled or of a deleted customer, or
 * IDENTITY_PROVIDER_AMBIGUOUS.
 */
export async function chosenProvider(
  context: IdentityContext,
  choice: ProviderChoice,
): Promise<IdentityProviderRow> {
  switch (choice.case) {
    case "email": {
      const domain = domainOf(choice.value);
      return usable(context, await context.identityProviders.findByDomainForPlatform(domain), domain);
    }
    case "customerSlug":
      return onlyOneOf(context, choice.value);
    case "identityProviderId": {
      const { value } = choice;
      return usable(context, await context.identityProviders.findForPlatform(value), value);
    }
    default:
      throw notFound("identity provider", "");
  }
}

/** The provider, if people can sign in through it now. Throws IDENTITY_PROVIDER_NOT_FOUND naming `named`. */
export async function usable(
  context: IdentityContext,
  row: IdentityProviderRow | null,
  named: string,
): Promise<IdentityProviderRow> {
  if (!row?.enabled) throw notFound("identity provider", named);
  const tenant = await context.tenants.find(row.customerId);
  if (!tenant || tenant.deleted) throw notFound("identity provider", named);
  return row;
}

async function onlyOneOf(context: IdentityContext, slug: string): Promise<IdentityProviderRow> {
  const customerId = await customerWithSlug(context, slug);
  const all = customerId === undefined ? [] : await context.identityProviders.all(customerId);
  const [first, ...others] = all.filter((row) => row.enabled);
  if (others.length === 0) return usable(context, first ?? null, slug);
  throw failedPrecondition(
    "IDENTITY_PROVIDER_AMBIGUOUS",
    "This customer has several identity providers. Begin with your address.",
  );
}

async function customerWithSlug(context: IdentityContext, slug: string): Promise<string | undefined> {
  try {
    const { tenant } = await context.client(CustomerService).getTenant({ slug });
    return tenant?.customer?.id;
  } catch (error) {
    if (error instanceof ConnectError && error.code === Code.NotFound) return undefined;
    throw error;
  }
}
