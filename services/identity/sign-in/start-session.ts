import type { MessageInitShape } from "@bufbuild/protobuf";
import type { CreateSessionResponseSchema } from "#gen/countersign/identity/v1/identity_requests_pb.ts";
import type { Actor } from "../../../runtime/auth/principal.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import type { Call } from "../../../runtime/rpc/call.ts";
import type { Decision } from "../../../runtime/write.ts";
import { invitationAccepted } from "../accounts/invitations.ts";
import { clientOf, type IdentityContext } from "../context.ts";
import { lastExpiry, sessionExpiry } from "../domain/refresh.ts";
import { events } from "../events.ts";
import { sessionMessage, tokensMessage, userMessage } from "../rpc/messages.ts";
import type { AuthenticationMethodName, SessionRow } from "../store/session-model.ts";
import type { UserRow } from "../store/user-model.ts";
import { factorVerdict } from "./totp-demand.ts";

/** How long a session that has ended can still be looked up. */
const KEPT_AFTER_END_MS = 30 * DAY_MS;

/** How a session begins. */
export interface SignIn {
  /** How the user has just proved who they are. */
  readonly method: AuthenticationMethodName;
  /** Numbers of PermissionRole that the session is limited to. Unset: whatever the user may do. */
  readonly roles?: readonly number[];
  /** A code of the user's authenticator was given. Needless with the method `otp`. */
  readonly codeGiven?: boolean;
}

/** What somebody gets who signs in; the answers of all ways in have these fields. */
export type SignedIn = Pick<
  MessageInitShape<typeof CreateSessionResponseSchema>,
  "tokens" | "session" | "user"
>;

/**
 * Begins a session of a user who has proved who they are and is admitted (`whyNotAdmitted`): the writes, which are
 * stale when the user has changed since they were read, the event, the answer with the tokens, and the user as actor.
 */
export async function startSession(
  context: IdentityContext,
  user: UserRow,
  call: Call,
  signIn: SignIn,
): Promise<Decision<SignedIn> & { readonly actor: Actor }> {
  const session = newSession(context, user, call, signIn);
  const enrolling = (await factorVerdict(context, user, session)) !== "full";
  const refresh = context.refreshTokens.issue(session);
  const access = await context.accessTokens.issue(user, session, enrolling);
  const accepted = await invitationAccepted(context, user);
  return {
    changes: [
      context.users.signedIn(user, session.createTime),
      context.sessions.insert(session),
      refresh.change,
      ...accepted.changes,
    ],
    events: [...accepted.events, events.sessionCreated(session, user.email)],
    actor: { userId: user._id, service: "", name: user.displayName },
    response: {
      tokens: tokensMessage(access, refresh.token, session),
      session: sessionMessage(session, session._id, enrolling),
      user: userMessage({ ...user, lastSignInTime: session.createTime }),
    },
  };
}

function newSession(
  context: IdentityContext,
  user: UserRow,
  call: Call,
  { method, roles, codeGiven }: SignIn,
): SessionRow {
  const now = context.clock.now();
  return {
    _id: context.newId("ses"),
    userId: user._id,
    customerId: user.customerId,
    authenticationMethod: method,
    ...(roles ? { roles: [...roles] } : {}),
    ...(codeGiven ? { codeGiven } : {}),
    createTime: now,
    lastUseTime: now,
    expireTime: sessionExpiry(now, now),
    unrevoked: true,
    ...clientOf(call),
    purgeTime: new Date(lastExpiry(now).getTime() + KEPT_AFTER_END_MS),
    revision: 1,
  };
}
