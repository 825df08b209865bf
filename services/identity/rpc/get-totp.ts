import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { userOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { IdentityContext } from "../context.ts";
import { isDemanded } from "../sign-in/totp-demand.ts";

/** Tells whether the caller has an authenticator. */
export const getTotp: Handler<IdentityContext, (typeof IdentityService)["method"]["getTotp"]> = async (
  context,
  _request,
  call,
) => {
  const { customerId, userId } = userOf(call);
  const user = await context.users.get(customerId, userId);
  const factor = await context.secondFactors.find(customerId, userId);
  const enabled = factor?.enabled ?? false;
  return {
    enabled,
    recoveryCodesLeft: enabled ? (factor?.recoveryCodes.length ?? 0) : 0,
    hasPassword: user.passwordHash !== undefined,
    demanded: await isDemanded(context, customerId, user),
  };
};
