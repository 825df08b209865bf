import type { EventDraft } from "../../../runtime/events/event.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { Call } from "../../../runtime/rpc/call.ts";
import { type IdentityContext, isOperator, realmOf } from "../context.ts";
import { events } from "../events.ts";
import { newLink } from "../sign-in/account-links.ts";
import type { AccountLinkRow } from "../store/account-link-model.ts";
import type { InvitationRow } from "../store/invitation-model.ts";
import type { UserRow } from "../store/user-model.ts";

/** An invited user's first sign-in, in whichever way: what that does to the invitation. Nothing for everybody else. */
export async function invitationAccepted(
  context: IdentityContext,
  user: UserRow,
): Promise<{ readonly changes: readonly Change[]; readonly events: readonly EventDraft[] }> {
  const row = user.invitationId
    ? await context.invitations.find(user.customerId, user.invitationId)
    : undefined;
  if (row?.state !== "PENDING") return { changes: [], events: [] };
  const closeTime = context.clock.now();
  const after = { ...row, state: "ACCEPTED" as const, closeTime, revision: row.revision + 1 };
  return {
    changes: [
      context.invitations.replace(row, after),
      context.links.endOfUser(user.customerId, user._id, "invitation"),
    ],
    events: [events.invitationAccepted(after)],
  };
}

/** An invitation as it is when it is sent now, by somebody, to a user's address, with a new link. */
export function invitationSentNow(
  context: IdentityContext,
  user: UserRow,
  inviterUserId: string,
  before?: InvitationRow,
): { readonly invitation: InvitationRow; readonly link: AccountLinkRow } {
  const { _id: userId, customerId, email } = user;
  const link = newLink(context, "invitation", {
    customerId,
    userId,
    employeeId: user.employeeId ?? "",
    email,
  });
  const invitation: InvitationRow = {
    _id: before?._id ?? context.newId("inv"),
    customerId,
    userId,
    email,
    state: "PENDING",
    linkId: link._id,
    inviterUserId,
    createTime: before?.createTime ?? link.createTime,
    sendTime: link.createTime,
    expireTime: link.expireTime,
    revision: (before?.revision ?? 0) + 1,
  };
  return { invitation, link };
}

/** The invitation that a call names: of the call's customer, or of any live one when an operator names none. */
export async function invitationNamed(
  context: IdentityContext,
  call: Call,
  invitationId: string,
): Promise<InvitationRow> {
  const realm = realmOf(call);
  if (realm !== "" || !isOperator(call)) return context.invitations.get(realm, invitationId);
  const row = await context.invitations.getForPlatform(invitationId);
  if (row.customerId !== "") await context.tenants.checkLive(row.customerId);
  return row;
}
