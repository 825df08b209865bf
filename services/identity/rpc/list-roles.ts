import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { IdentityContext } from "../context.ts";
import { roleMessage } from "./access-messages.ts";

/** Lists the customer's own roles by name. */
export const listRoles: Handler<IdentityContext, (typeof IdentityService)["method"]["listRoles"]> = async (
  context,
  request,
  call,
) => {
  const page = await context.roles.list(customerOf(call), request);
  return { roles: page.items.map(roleMessage), nextPageToken: page.nextPageToken };
};
