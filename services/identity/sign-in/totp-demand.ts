import { failedPrecondition } from "../../../runtime/errors.ts";
import type { IdentityContext } from "../context.ts";
import { type FactorVerdict, type Held, isDemandedOf, judgeFactor } from "../domain/totp-demand.ts";
import type { SessionRow } from "../store/session-model.ts";
import type { UserRow } from "../store/user-model.ts";

/** Whether an authenticator is demanded of a customer's user, or a platform operator, who holds this. */
export async function isDemanded(context: IdentityContext, customerId: string, held: Held): Promise<boolean> {
  if (customerId === "") return context.config.operatorTotp === "demanded";
  const tenant = await context.tenants.find(customerId);
  return isDemandedOf(tenant?.settings?.totpDemand ?? 0, held);
}

/**
 * What a session gets that is about to get tokens. A provider's word is never doubted; a session that is limited to some
 * roles is judged by these.
 */
export async function factorVerdict(
  context: IdentityContext,
  user: UserRow,
  session: SessionRow,
): Promise<FactorVerdict> {
  const { authenticationMethod, codeGiven = false, roles } = session;
  if (authenticationMethod === "sso") return "full";
  const demanded = await isDemanded(context, user.customerId, roles ? { roles } : user);
  if (!demanded) return "full";
  const factor = await context.secondFactors.find(user.customerId, user._id);
  const given = codeGiven || authenticationMethod === "otp";
  return judgeFactor({ demanded, enabled: factor?.enabled ?? false, given });
}

/** Throws TOTP_DEMANDED when a user must have an authenticator, by all that they may do. */
export async function checkNotDemanded(context: IdentityContext, user: UserRow): Promise<void> {
  if (await isDemanded(context, user.customerId, user))
    throw failedPrecondition("TOTP_DEMANDED", "Your organisation demands an authenticator of you.");
}
