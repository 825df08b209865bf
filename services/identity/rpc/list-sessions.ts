import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { userOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { IdentityContext } from "../context.ts";
import { sessionMessage } from "./messages.ts";

/** Lists the caller's sessions that have not ended, the newest first. */
export const listSessions: Handler<
  IdentityContext,
  (typeof IdentityService)["method"]["listSessions"]
> = async (context, request, call) => {
  const { customerId, userId, sessionId, enrolling } = userOf(call);
  const page = await context.sessions.listOfUser(customerId, userId, request, context.clock.now());
  return {
    sessions: page.items.map((row) => sessionMessage(row, sessionId, enrolling)),
    nextPageToken: page.nextPageToken,
  };
};
