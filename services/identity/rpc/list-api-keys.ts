import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { IdentityContext } from "../context.ts";
import { apiKeyMessage } from "./access-messages.ts";

/** Lists the customer's API keys, newest first. */
export const listApiKeys: Handler<
  IdentityContext,
  (typeof IdentityService)["method"]["listApiKeys"]
> = async (context, request, call) => {
  const now = request.showEnded ? undefined : context.clock.now();
  const page = await context.apiKeys.list(customerOf(call), request, now);
  return { apiKeys: page.items.map(apiKeyMessage), nextPageToken: page.nextPageToken };
};
