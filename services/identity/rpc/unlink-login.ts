import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { IdentityContext } from "../context.ts";
import { loginEvents } from "../sso/login-events.ts";
import { checkMayDecideLogins } from "../sso/login-rights.ts";

const { method } = IdentityService;

/** Unties a user from a person at an identity provider: the next login ties them anew, by the address. */
export const unlinkLogin: Handler<IdentityContext, typeof method.unlinkLogin> = (context, request, call) =>
  write(context, call, method.unlinkLogin, request, async () => {
    const customerId = customerOf(call);
    const provider = await context.identityProviders.get(customerId, request.identityProviderId);
    const user = await context.users.get(customerId, request.userId);
    const link = await context.loginLinks.getByUser(customerId, provider._id, user._id);
    await checkMayDecideLogins(context, call, []);
    return {
      changes: context.loginLinks.remove(link),
      events: [loginEvents(context).unlinked(link)],
      response: {},
    };
  });
