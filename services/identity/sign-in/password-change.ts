import {
  type PasswordChangeCause,
  SessionRevocationReason,
} from "#gen/countersign/identity/v1/identity_events_pb.ts";
import type { Call } from "../../../runtime/rpc/call.ts";
import { invitationAccepted } from "../accounts/invitations.ts";
import type { IdentityContext } from "../context.ts";
import { events } from "../events.ts";
import type { UserRow } from "../store/user-model.ts";
import { type SignOut, signOut } from "./sign-out.ts";

/** How a password changes. */
export interface PasswordChange {
  readonly passwordHash: string;
  readonly cause: PasswordChangeCause;
  /** A session that goes on; empty: none does. */
  readonly keptSessionId: string;
}

/**
 * Gives a user a password: the user as they are then, and the writes and events that go with it. Ends their other
 * sessions and all open links to reset the password; an invitation is accepted by it.
 */
export async function passwordChange(
  context: IdentityContext,
  user: UserRow,
  call: Call,
  { passwordHash, cause, keptSessionId }: PasswordChange,
): Promise<SignOut & { readonly after: UserRow }> {
  const now = context.clock.now();
  const { customerId, _id } = user;
  const { invitationId: _accepted, ...kept } = user;
  const after = { ...kept, passwordHash, updateTime: now, revision: user.revision + 1 };
  const sessions = await context.sessions.liveOfUser(customerId, _id, now);
  const others = sessions.filter((session) => session._id !== keptSessionId);
  const out = signOut(context, others, SessionRevocationReason.PASSWORD_CHANGED, now);
  const accepted = await invitationAccepted(context, user);
  return {
    after,
    changes: [
      context.users.replace(user, after),
      context.links.endOfUser(customerId, _id, "password_reset"),
      ...accepted.changes,
      ...out.changes,
    ],
    events: [events.passwordChanged(after, cause, call), ...accepted.events, ...out.events],
  };
}
