import { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { userOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { IdentityContext } from "../context.ts";
import { signOut } from "../sign-in/sign-out.ts";
import { sessionMessage } from "./messages.ts";

const { method } = IdentityService;

/** Signs the caller out of one of their sessions. */
export const revokeSession: Handler<IdentityContext, typeof method.revokeSession> = (
  context,
  request,
  call,
) =>
  write(context, call, method.revokeSession, request, async () => {
    const { customerId, userId, sessionId } = userOf(call);
    const row = await context.sessions.get(customerId, userId, request.sessionId || sessionId);
    if (row.revokeTime) return { changes: [], events: [], response: { session: sessionMessage(row) } };
    const now = context.clock.now();
    return {
      ...signOut(context, [row], SessionRevocationReason.SIGNED_OUT, now),
      response: { session: sessionMessage({ ...row, revokeTime: now }) },
    };
  });
