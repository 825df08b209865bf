import { DomainError, failedPrecondition, invalidField, unauthenticated } from "../../../runtime/errors.ts";
import { type Call, userOf } from "../../../runtime/rpc/call.ts";
import type { IdentityContext } from "../context.ts";
import type { UserRow } from "../store/user-model.ts";

/**
 * Runs something that a signed-in user may do only after giving their password once more. A wrong password, and a wrong
 * code in `act`, count as failed tries like those of a sign-in. `act` must read the user again and compare
 * `passwordHash`, if it changes anything of theirs.
 * Throws TOO_MANY_ATTEMPTS, PASSWORD_NOT_SET or INVALID_CREDENTIALS.
 */
export async function afterPassword<T>(
  context: IdentityContext,
  call: Call,
  password: string,
  act: (user: UserRow) => Promise<T>,
): Promise<T> {
  const { customerId, userId } = userOf(call);
  const user = await context.users.get(customerId, userId);
  if (!user.passwordHash) throw passwordNotSet();
  return counted(context, call, user.emailKey, async () => {
    if (await context.passwords.matches(user.passwordHash, password)) return act(user);
    throw unauthenticated("INVALID_CREDENTIALS", "The password is not right.");
  });
}

/** How long somebody without a password may set up an authenticator after they came by a link, ms. */
const FRESH_LINK_MS = 15 * 60_000;

/**
 * Runs what proves anew who somebody is: their password, or, when they have none and must set up an authenticator, the
 * link that they have just come by. Throws what `afterPassword` throws, INVALID_FIELD without a password where there is
 * one, and LINK_TOO_OLD.
 */
export async function afterProof<T>(
  context: IdentityContext,
  call: Call,
  password: string,
  act: (user: UserRow) => Promise<T>,
): Promise<T> {
  const { customerId, userId, sessionId, enrolling } = userOf(call);
  if (password !== "") return afterPassword(context, call, password, act);
  const user = await context.users.get(customerId, userId);
  if (user.passwordHash) throw invalidField("password", "required", "Enter your password.");
  const session = await context.sessions.get(customerId, userId, sessionId);
  if (!enrolling || session.authenticationMethod !== "link") throw passwordNotSet();
  const ageMs = context.clock.now().getTime() - session.createTime.getTime();
  if (session.revokeTime || ageMs > FRESH_LINK_MS)
    throw failedPrecondition("LINK_TOO_OLD", "Sign in by a new link, and set up the authenticator then.");
  return act(user);
}

const passwordNotSet = (): Error =>
  failedPrecondition("PASSWORD_NOT_SET", "You have no password. Ask for a link to set one.");

/** Reasons that say that a secret was given and was wrong. */
const GUESSES = new Set(["INVALID_CREDENTIALS", "TOTP_INVALID"]);

/**
 * Counts a try to prove to be the user of an address; only a wrong secret stays counted, and success clears the
 * account. Throws TOO_MANY_ATTEMPTS instead of trying while the account or the network has to wait.
 */
export async function counted<T>(
  context: IdentityContext,
  call: Call,
  emailKey: string,
  attempt: () => Promise<T>,
): Promise<T> {
  const begun = await context.attempts.begin(
    emailKey,
    call.clientAddress,
    context.newId("try"),
    context.clock.now(),
  );
  try {
    const done = await attempt();
    await begun.succeeded();
    return done;
  } catch (error) {
    if (!(error instanceof DomainError && GUESSES.has(error.reason))) await begun.takeBack();
    throw error;
  }
}
