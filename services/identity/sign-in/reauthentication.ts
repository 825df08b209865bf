import { DomainError, failedPrecondition, unauthenticated } from "../../../runtime/errors.ts";
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
  if (!user.passwordHash)
    throw failedPrecondition("PASSWORD_NOT_SET", "You have no password. Ask for a link to set one.");
  return counted(context, call, user.emailKey, async () => {
    if (await context.passwords.matches(user.passwordHash, password)) return act(user);
    throw unauthenticated("INVALID_CREDENTIALS", "The password is not right.");
  });
}

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
