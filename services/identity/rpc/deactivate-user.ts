import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { checkMayManage } from "../access/grants.ts";
import { administratorGoes, deactivation } from "../accounts/deactivation.ts";
import { type IdentityContext, userNamed } from "../context.ts";
import { userMessage } from "./messages.ts";

const { method } = IdentityService;

/** Deactivates a user and signs them out everywhere. */
export const deactivateUser: Handler<IdentityContext, typeof method.deactivateUser> = (
  context,
  request,
  call,
) =>
  write(context, call, method.deactivateUser, request, async () => {
    const user = await userNamed(context, call, request.userId);
    checkEtag("user", user, request.etag);
    await checkMayManage(context, call, user);
    if (user.status === "DEACTIVATED")
      return { changes: [], events: [], response: { user: userMessage(user) } };
    const out = await deactivation(context, user, "ADMINISTRATOR");
    const guard = await administratorGoes(context, user, out.after);
    return {
      changes: [...guard, ...out.changes],
      events: out.events,
      response: { user: userMessage(out.after) },
    };
  });
