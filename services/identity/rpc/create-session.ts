import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Actor } from "../../../runtime/auth/principal.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { unauthenticated } from "../../../runtime/errors.ts";
import type { Call } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { clientOf, customerLives, type IdentityContext } from "../context.ts";
import { lastExpiry, sessionExpiry } from "../domain/refresh.ts";
import { emailKey } from "../domain/user-keys.ts";
import { events } from "../events.ts";
import type { SessionRow } from "../store/session-model.ts";
import type { UserRow } from "../store/user-model.ts";
import { sessionMessage, tokensMessage, userMessage } from "./messages.ts";

const { method } = IdentityService;

/** How long a session that has ended can still be looked up. */
const KEPT_AFTER_END_MS = 30 * DAY_MS;

/**
 * Signs in. What fails, fails alike: one text, one error, and one verification of a password whether there is a user
 * or not. Why it failed is nobody's business but the log's.
 */
export const createSession: Handler<IdentityContext, typeof method.createSession> = async (
  context,
  request,
  call,
) => {
  const key = emailKey(request.email);
  const attempt = await context.attempts.begin(
    key,
    call.clientAddress,
    context.newId("try"),
    context.clock.now(),
  );
  const known = await context.users.findByEmailForPlatform(key);
  if (!(await context.passwords.matches(known?.passwordHash, request.password)))
    throw refused(call, known ? "wrong password" : "unknown address");
  const response = await write(context, call, method.createSession, request, async () => {
    const user = await context.users.findByEmailForPlatform(key);
    if (user?.passwordHash !== known?.passwordHash || !user) throw refused(call, "changed meanwhile");
    if (user.status !== "ACTIVE") throw refused(call, "deactivated user");
    if (!(await customerLives(context, user))) throw refused(call, "deleted customer");
    const session = newSession(context, user, call);
    const refresh = context.refreshTokens.issue(session);
    const access = await context.accessTokens.issue(user, session);
    return {
      changes: [
        context.users.signedIn(user, session.createTime),
        context.sessions.insert(session),
        refresh.change,
      ],
      events: [events.sessionCreated(session, user.email)],
      actor: actorOf(user),
      response: {
        tokens: tokensMessage(access, refresh.token, session),
        session: sessionMessage(session),
        user: userMessage({ ...user, lastSignInTime: session.createTime }),
      },
    };
  });
  await attempt.succeeded();
  return response;
};

function refused(call: Call, why: string): Error {
  call.log.info({ why }, "sign-in refused");
  return unauthenticated("INVALID_CREDENTIALS", "The e-mail address or the password is not right.");
}

const actorOf = (user: UserRow): Actor => ({ userId: user._id, service: "", name: user.displayName });

function newSession(context: IdentityContext, user: UserRow, call: Call): SessionRow {
  const now = context.clock.now();
  return {
    _id: context.newId("ses"),
    userId: user._id,
    customerId: user.customerId,
    authenticationMethod: "pwd",
    createTime: now,
    lastUseTime: now,
    expireTime: sessionExpiry(now, now),
    unrevoked: true,
    ...clientOf(call),
    purgeTime: new Date(lastExpiry(now).getTime() + KEPT_AFTER_END_MS),
    revision: 1,
  };
}
