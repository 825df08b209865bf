import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { type IdentityContext, userNamed } from "../context.ts";
import { sessionMessage } from "./messages.ts";

/** Lists a user's sessions that have not ended, the newest first. */
export const listUserSessions: Handler<
  IdentityContext,
  (typeof IdentityService)["method"]["listUserSessions"]
> = async (context, request, call) => {
  const { customerId, _id } = await userNamed(context, call, request.userId);
  const page = await context.sessions.listOfUser(customerId, _id, request, context.clock.now());
  return { sessions: page.items.map((row) => sessionMessage(row)), nextPageToken: page.nextPageToken };
};
