import { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { checkMayManage } from "../access/grants.ts";
import { type IdentityContext, userNamed } from "../context.ts";
import { signOut } from "../sign-in/sign-out.ts";
import { sessionMessage } from "./messages.ts";

const { method } = IdentityService;

/** Ends one of a user's sessions, or all that there are now. */
export const revokeUserSessions: Handler<IdentityContext, typeof method.revokeUserSessions> = (
  context,
  request,
  call,
) =>
  write(context, call, method.revokeUserSessions, request, async () => {
    const user = await userNamed(context, call, request.userId);
    await checkMayManage(context, call, user);
    const { customerId, _id } = user;
    const now = context.clock.now();
    const named = request.sessionId
      ? [await context.sessions.get(customerId, _id, request.sessionId)]
      : await context.sessions.liveOfUser(customerId, _id, now);
    const sessions = named.filter((session) => !session.revokeTime);
    return {
      ...signOut(context, sessions, SessionRevocationReason.ADMINISTRATOR, now),
      response: { sessions: sessions.map((session) => sessionMessage({ ...session, revokeTime: now })) },
    };
  });
