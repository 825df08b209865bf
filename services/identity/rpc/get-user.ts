import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { type IdentityContext, realmOf } from "../context.ts";
import { userMessage } from "./messages.ts";

/** Gives a user of the customer, or an operator of the platform. */
export const getUser: Handler<IdentityContext, (typeof IdentityService)["method"]["getUser"]> = async (
  context,
  { userId },
  call,
) => ({ user: userMessage(await context.users.get(realmOf(call), userId)) });
