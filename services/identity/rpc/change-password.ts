import { PasswordChangeCause } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { invalidArgument, unauthenticated } from "../../../runtime/errors.ts";
import { userOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { IdentityContext } from "../context.ts";
import { checkStrength } from "../domain/password-strength.ts";
import { passwordChange } from "../sign-in/password-change.ts";
import { hashPassword } from "../sign-in/passwords.ts";
import { afterPassword } from "../sign-in/reauthentication.ts";

const { method } = IdentityService;

/** Changes the caller's password; their other sessions end. */
export const changePassword: Handler<IdentityContext, typeof method.changePassword> = (
  context,
  request,
  call,
) => {
  checkStrength(request.newPassword);
  return afterPassword(context, call, request.currentPassword, async (known) => {
    if (request.newPassword.normalize("NFKC") === request.currentPassword.normalize("NFKC"))
      throw invalidArgument("PASSWORD_UNCHANGED", "This is the password that you have. Choose another.");
    checkStrength(request.newPassword, known);
    const passwordHash = await hashPassword(request.newPassword);
    return write(context, call, method.changePassword, request, async () => {
      const user = await context.users.get(known.customerId, known._id);
      if (user.passwordHash !== known.passwordHash || user.status !== "ACTIVE")
        throw unauthenticated("INVALID_CREDENTIALS", "The password is not right.");
      const cause = PasswordChangeCause.CHANGED;
      const keptSessionId = userOf(call).sessionId;
      const { changes, events } = await passwordChange(context, user, call, {
        passwordHash,
        cause,
        keptSessionId,
      });
      return { changes, events, response: {} };
    });
  });
};
