import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { IdentityContext } from "../context.ts";
import { loginEvents } from "../sso/login-events.ts";
import { checkMayDecideLogins } from "../sso/login-rights.ts";

const { method } = IdentityService;

/** Deletes an identity provider and the links with it. */
export const deleteIdentityProvider: Handler<IdentityContext, typeof method.deleteIdentityProvider> = (
  context,
  request,
  call,
) =>
  write(context, call, method.deleteIdentityProvider, request, async () => {
    const customerId = customerOf(call);
    const row = await context.identityProviders.get(customerId, request.identityProviderId);
    checkEtag("identity provider", row, request.etag);
    await checkMayDecideLogins(context, call, []);
    return {
      changes: [
        ...context.identityProviders.remove(row),
        context.loginLinks.removeOfProvider(customerId, row._id),
      ],
      events: [loginEvents(context).providerDeleted(row)],
      response: {},
    };
  });
