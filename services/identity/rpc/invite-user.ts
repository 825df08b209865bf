import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { invitationSentNow } from "../accounts/invitations.ts";
import { checkWanted, plannedUser } from "../accounts/planned-user.ts";
import type { IdentityContext } from "../context.ts";
import { events } from "../events.ts";
import { invitationMessage } from "./invitation-messages.ts";
import { userMessage } from "./messages.ts";

const { method } = IdentityService;

/** Creates a user without a password, and has them asked to choose one. */
export const inviteUser: Handler<IdentityContext, typeof method.inviteUser> = (context, request, call) => {
  checkWanted(context, call, request.user);
  return write(context, call, method.inviteUser, request, async () => {
    const { row, changes } = await plannedUser(context, call, request.user);
    const sent = invitationSentNow(context, row, call.actor.userId);
    const user = { ...row, invitationId: sent.invitation._id };
    return {
      changes: [
        ...changes,
        context.users.insert(user),
        context.invitations.insert(sent.invitation),
        context.links.insert(sent.link),
      ],
      events: [events.userCreated(user), events.invitationSent(sent.invitation, user)],
      response: { user: userMessage(user), invitation: invitationMessage(sent.invitation) },
    };
  });
};
