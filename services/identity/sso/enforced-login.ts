import { unauthenticated } from "../../../runtime/errors.ts";
import type { IdentityContext } from "../context.ts";
import { binds } from "../domain/identity-provider.ts";

/**
 * Whether users of a customer with these roles (numbers of PermissionRole) sign in through an identity provider only.
 * Every way in that isn't one asks here: after a right password it refuses with `ssoRequired`, and links that would
 * sign somebody in, or set a password to do so, are not sent. Platform operators (`customerId` empty) never are.
 */
export async function mustSignInAtProvider(
  context: Pick<IdentityContext, "identityProviders">,
  customerId: string,
  roles: readonly number[],
): Promise<boolean> {
  if (customerId === "") return false;
  const providers = await context.identityProviders.all(customerId);
  return providers.some((provider) => binds(provider, roles));
}

/** SSO_REQUIRED: the password is right and not enough. */
export const ssoRequired = (): Error =>
  unauthenticated("SSO_REQUIRED", "Sign in through your organisation's identity provider.");
