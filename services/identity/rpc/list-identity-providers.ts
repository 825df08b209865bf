import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { IdentityContext } from "../context.ts";
import { redirectUriOf } from "../sso/redirect-uri.ts";
import { identityProviderMessage } from "./identity-provider-messages.ts";

/** Lists a customer's identity providers, oldest first. */
export const listIdentityProviders: Handler<
  IdentityContext,
  (typeof IdentityService)["method"]["listIdentityProviders"]
> = async (context, request, call) => {
  const page = await context.identityProviders.list(customerOf(call), request);
  return {
    identityProviders: page.items.map((row) => identityProviderMessage(row, redirectUriOf(context, row))),
    nextPageToken: page.nextPageToken,
  };
};
