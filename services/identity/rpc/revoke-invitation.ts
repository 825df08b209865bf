import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { failedPrecondition } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { checkMayManage } from "../access/grants.ts";
import { deactivation } from "../accounts/deactivation.ts";
import { invitationNamed } from "../accounts/invitations.ts";
import type { IdentityContext } from "../context.ts";
import { events } from "../events.ts";
import { invitationMessage } from "./invitation-messages.ts";

const { method } = IdentityService;

/** Takes an invitation back; the user, who has never signed in, can't any more. */
export const revokeInvitation: Handler<IdentityContext, typeof method.revokeInvitation> = (
  context,
  request,
  call,
) =>
  write(context, call, method.revokeInvitation, request, async () => {
    const before = await invitationNamed(context, call, request.invitationId);
    checkEtag("invitation", before, request.etag);
    if (before.state === "REVOKED")
      return { changes: [], events: [], response: { invitation: invitationMessage(before) } };
    const { customerId, userId } = before;
    const user = await context.users.get(customerId, userId);
    await checkMayManage(context, call, user);
    if (before.state === "ACCEPTED" || user.invitationId !== before._id)
      throw failedPrecondition("INVITATION_ACCEPTED", "The user has signed in. Deactivate them instead.");
    const closeTime = context.clock.now();
    const after = { ...before, state: "REVOKED" as const, closeTime, revision: before.revision + 1 };
    const out =
      user.status === "ACTIVE"
        ? await deactivation(context, user, "ADMINISTRATOR")
        : { changes: [], events: [] };
    return {
      changes: [
        context.invitations.replace(before, after),
        context.links.endOfUser(customerId, userId, "invitation"),
        ...out.changes,
      ],
      events: [events.invitationRevoked(after), ...out.events],
      response: { invitation: invitationMessage(after) },
    };
  });
