import { customerLives, type IdentityContext } from "../context.ts";
import { accessEnded } from "../domain/access-end.ts";
import { mustSignInAtProvider } from "../sso/enforced-login.ts";
import type { UserRow } from "../store/user-model.ts";

/**
 * Why a user may not be signed in now, for the log and nobody else; undefined when they may. Every way in asks here,
 * and so does every refresh.
 */
export async function whyNotAdmitted(context: IdentityContext, user: UserRow): Promise<string | undefined> {
  if (user.status !== "ACTIVE") return "deactivated user";
  if (accessEnded(user, context.clock.now())) return "ended access";
  if (!(await customerLives(context, user))) return "deleted customer";
  return undefined;
}

/** Why a user may not have or get a password to sign in with, for the log; undefined when they may. */
export async function whyNotByPassword(context: IdentityContext, user: UserRow): Promise<string | undefined> {
  const why = await whyNotAdmitted(context, user);
  if (why) return why;
  const { customerId, roles } = user;
  return (await mustSignInAtProvider(context, customerId, roles)) ? "enforced single sign-on" : undefined;
}
