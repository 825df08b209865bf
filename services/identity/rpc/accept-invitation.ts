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
import { startSession } from "../sign-in/start-session.ts";

const { method } = IdentityService;

/** Sets the first password of an invited user, and signs them in. */
export const acceptInvitation: Handler<IdentityContext, typeof method.acceptInvitation> = async (
  context,
  request,
  call,
) => {
  checkStrength(request.password);
  await openLink(context, request.token, "invitation");
  const passwordHash = await hashPassword(request.password);
  return write(context, call, method.acceptInvitation, request, async () => {
    const link = await openLink(context, request.token, "invitation");
    const user = await userOfLink(context, link);
    if (!user.invitationId || (await whyNotByPassword(context, user))) throw linkInvalid();
    checkStrength(request.password, user);
    const invitation = await context.invitations.get(user.customerId, user.invitationId);
    if (invitation.state !== "PENDING" || invitation.linkId !== link._id) throw linkInvalid();
    const cause = PasswordChangeCause.INVITATION;
    const changed = await passwordChange(context, user, call, { passwordHash, cause, keptSessionId: "" });
    const started = await startSession(context, changed.after, call, { method: "pwd" });
    return {
      ...started,
      changes: [context.links.use(link), ...changed.changes, ...started.changes],
      events: [...changed.events, ...started.events],
    };
  });
};
