import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { userOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { IdentityContext } from "../context.ts";
import { sessionMessage, userMessage } from "./messages.ts";

/** Gives the caller as they are now, and the session of their access token. */
export const getMe: Handler<IdentityContext, (typeof IdentityService)["method"]["getMe"]> = async (
  context,
  _request,
  call,
) => {
  const { customerId, userId, sessionId, permissions, enrolling } = userOf(call);
  const user = await context.users.get(customerId, userId);
  const session = await context.sessions.get(customerId, userId, sessionId);
  return {
    user: userMessage(user),
    session: sessionMessage(session, sessionId, enrolling),
    permissions: [...permissions],
  };
};
