import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { IdentityContext } from "../context.ts";
import { noteLinkRequest } from "../sign-in/link-requests.ts";

/** Notes the wish for a link to set a new password. */
export const requestPasswordReset: Handler<
  IdentityContext,
  (typeof IdentityService)["method"]["requestPasswordReset"]
> = async (context, request, call) => {
  await noteLinkRequest(context, call, "password_reset", request.email);
  return {};
};
