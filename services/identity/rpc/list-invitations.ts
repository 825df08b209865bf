import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { InvitationState } from "#gen/countersign/identity/v1/invitation_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { type IdentityContext, realmOf } from "../context.ts";
import { invitationMessage } from "./invitation-messages.ts";

const STATE = {
  [InvitationState.UNSPECIFIED]: undefined,
  [InvitationState.PENDING]: "PENDING",
  [InvitationState.ACCEPTED]: "ACCEPTED",
  [InvitationState.REVOKED]: "REVOKED",
} as const;

/** Lists invitations, the newest first. */
export const listInvitations: Handler<
  IdentityContext,
  (typeof IdentityService)["method"]["listInvitations"]
> = async (context, request, call) => {
  const page = await context.invitations.list(
    realmOf(call),
    request,
    STATE[request.state as keyof typeof STATE],
  );
  return { invitations: page.items.map(invitationMessage), nextPageToken: page.nextPageToken };
};
