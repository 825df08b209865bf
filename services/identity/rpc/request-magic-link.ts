import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { IdentityContext } from "../context.ts";
import { noteLinkRequest } from "../sign-in/link-requests.ts";

/** Notes the wish for a link that signs an employee in. */
export const requestMagicLink: Handler<
  IdentityContext,
  (typeof IdentityService)["method"]["requestMagicLink"]
> = async (context, request, call) => {
  await noteLinkRequest(context, call, "magic_link", request.email);
  return {};
};
