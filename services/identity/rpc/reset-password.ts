import { PasswordChangeCause } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { IdentityContext } from "../context.ts";
import { checkStrength } from "../domain/password-strength.ts";
import { linkInvalid, openLink, userOfLink } from "../sign-in/account-links.ts";
import { whyNotByPassword } from "../sign-in/admission.ts";
import { passwordChange } from "../sign-in/password-change.ts";
import { hashPassword } from "../sign-in/passwords.ts";

const { method } = IdentityService;

/** Sets a new password with a link from a mail; all sessions of the user end. */
export const resetPassword: Handler<IdentityContext, typeof method.resetPassword> = async (
  context,
  request,
  call,
) => {
  checkStrength(request.newPassword);
  await openLink(context, request.token, "password_reset");
  const passwordHash = await hashPassword(request.newPassword);
  let address = "";
  const response = await write(context, call, method.resetPassword, request, async () => {
    const link = await openLink(context, request.token, "password_reset");
    const user = await userOfLink(context, link);
    if (await whyNotByPassword(context, user)) throw linkInvalid();
    checkStrength(request.newPassword, user);
    address = user.emailKey;
    const cause = PasswordChangeCause.RESET;
    const changed = await passwordChange(context, user, call, { passwordHash, cause, keptSessionId: "" });
    return {
      changes: [context.links.use(link), ...changed.changes],
      events: changed.events,
      actor: { userId: user._id, service: "", name: user.displayName },
      response: {},
    };
  });
  await context.attempts.forget(address);
  return response;
};
