import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { type IdentityContext, realmOf } from "../context.ts";
import { userMessage } from "./messages.ts";

const STATUS = {
  [UserStatus.UNSPECIFIED]: undefined,
  [UserStatus.ACTIVE]: "ACTIVE",
  [UserStatus.DEACTIVATED]: "DEACTIVATED",
} as const;

/** Lists users by display name, then id. */
export const listUsers: Handler<IdentityContext, (typeof IdentityService)["method"]["listUsers"]> = async (
  context,
  request,
  call,
) => {
  const page = await context.users.list(realmOf(call), request, {
    status: STATUS[request.status as keyof typeof STATUS],
    role: request.role || undefined,
    query: request.query,
    employeeId: request.employeeId,
    customRoleId: request.customRoleId,
  });
  return { users: page.items.map(userMessage), nextPageToken: page.nextPageToken };
};
