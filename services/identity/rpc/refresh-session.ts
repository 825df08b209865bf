import type { MessageInitShape } from "@bufbuild/protobuf";
import { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { serviceActor } from "../../../runtime/auth/principal.ts";
import { unauthenticated } from "../../../runtime/errors.ts";
import type { Call } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { type Decision, write } from "../../../runtime/write.ts";
import { clientOf, type IdentityContext } from "../context.ts";
import { judgeRefresh, sessionExpiry } from "../domain/refresh.ts";
import { events } from "../events.ts";
import { whyNotAdmitted } from "../sign-in/admission.ts";
import { signOut } from "../sign-in/sign-out.ts";
import { factorVerdict } from "../sign-in/totp-demand.ts";
import type { RefreshTokenRow } from "../store/refresh-token-model.ts";
import type { SessionRow } from "../store/session-model.ts";
import type { UserRow } from "../store/user-model.ts";
import { sessionMessage, tokensMessage, userMessage } from "./messages.ts";

const { method } = IdentityService;
type Refreshed = Decision<MessageInitShape<(typeof method.refreshSession)["output"]>>;

/** Exchanges a refresh token for new tokens. One that was spent before ends the whole session, and then refuses. */
export const refreshSession: Handler<IdentityContext, typeof method.refreshSession> = async (
  context,
  request,
  call,
) => {
  const response = await write(context, call, method.refreshSession, request, async () => {
    const now = context.clock.now();
    const token = await context.refreshTokens.findForPlatform(request.refreshToken);
    const session = token && (await context.sessions.find(token.customerId, token.userId, token.sessionId));
    if (!token || !session) throw invalid();
    const verdict = judgeRefresh(session, token, now);
    if (verdict === "invalid") throw invalid();
    if (verdict === "reused") return reused(context, session, call, now);
    const user = await context.users.get(session.customerId, session.userId);
    if (await whyNotAdmitted(context, user)) throw invalid();
    const factor = await factorVerdict(context, user, session);
    if (factor === "code") throw invalid();
    const spent = verdict === "rotate" ? token : undefined;
    return refreshed(context, { user, session, enrolling: factor === "enrolling", spent, now });
  });
  if (response.tokens) return response;
  throw unauthenticated("REFRESH_TOKEN_REUSED", "This refresh token was used before. Sign in again.");
};

const invalid = (): Error =>
  unauthenticated("REFRESH_TOKEN_INVALID", "The session has ended. Sign in again.");

interface Refresh {
  readonly user: UserRow;
  readonly session: SessionRow;
  /** The session is limited to setting up an authenticator. */
  readonly enrolling: boolean;
  /** The token that is replaced, unless it is spent already. */
  readonly spent: RefreshTokenRow | undefined;
  readonly now: Date;
}

/** New tokens. */
async function refreshed(
  context: IdentityContext,
  { user, session, enrolling, spent, now }: Refresh,
): Promise<Refreshed> {
  const expireTime = sessionExpiry(session.createTime, now);
  const after = { ...session, lastUseTime: now, expireTime, revision: session.revision + 1 };
  const refresh = context.refreshTokens.issue(after);
  const access = await context.accessTokens.issue(user, after, enrolling);
  return {
    changes: [
      context.sessions.use(session, now, expireTime),
      ...(spent ? [context.refreshTokens.spend(spent, now)] : []),
      refresh.change,
    ],
    events: [],
    response: {
      tokens: tokensMessage(access, refresh.token, after),
      session: sessionMessage(after, after._id, enrolling),
      user: userMessage(user),
    },
  };
}

/** The session's end, without tokens: the refusal comes after the commit. */
function reused(context: IdentityContext, session: SessionRow, call: Call, now: Date): Refreshed {
  const out = signOut(context, [session], SessionRevocationReason.TOKEN_REUSED, now);
  const reuse = { time: now, ...clientOf(call) };
  return {
    changes: out.changes,
    events: [events.refreshTokenReused({ ...session, revokeTime: now }, reuse), ...out.events],
    actor: serviceActor("identity", "refresh token reuse"),
    response: {},
  };
}
