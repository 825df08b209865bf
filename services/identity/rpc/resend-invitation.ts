import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { failedPrecondition } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { checkMayManage } from "../access/grants.ts";
import { reactivated } from "../accounts/deactivation.ts";
import { invitationNamed, invitationSentNow } from "../accounts/invitations.ts";
import type { IdentityContext } from "../context.ts";
import { events } from "../events.ts";
import { invitationMessage } from "./invitation-messages.ts";

const { method } = IdentityService;

/** Sends an invitation again, with a new link in the place of the old one. */
export const resendInvitation: Handler<IdentityContext, typeof method.resendInvitation> = (
  context,
  request,
  call,
) =>
  write(context, call, method.resendInvitation, request, async () => {
    const before = await invitationNamed(context, call, request.invitationId);
    checkEtag("invitation", before, request.etag);
    const { customerId, userId, state } = before;
    const user = await context.users.get(customerId, userId);
    await checkMayManage(context, call, user);
    if (state === "ACCEPTED" || user.invitationId !== before._id)
      throw failedPrecondition("INVITATION_ACCEPTED", "The user has signed in already.");
    if (state === "PENDING" && user.status !== "ACTIVE")
      throw failedPrecondition("USER_DEACTIVATED", "The user was deactivated. Reactivate them first.");
    const awake = user.status === "ACTIVE" ? undefined : reactivated(user, context.clock.now());
    const sent = invitationSentNow(context, awake ?? user, call.actor.userId, before);
    return {
      changes: [
        ...(awake ? [context.users.replace(user, awake)] : []),
        context.links.endOfUser(customerId, userId, "invitation"),
        context.links.insert(sent.link),
        context.invitations.replace(before, sent.invitation),
      ],
      events: [
        ...(awake ? [events.userUpdated(awake, ["status"])] : []),
        events.invitationSent(sent.invitation, awake ?? user),
      ],
      response: { invitation: invitationMessage(sent.invitation) },
    };
  });
