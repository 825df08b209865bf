import type { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import type { EventDraft } from "../../../runtime/events/event.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { IdentityContext } from "../context.ts";
import { events } from "../events.ts";
import type { SessionRow } from "../store/session-model.ts";
import type { UserRow } from "../store/user-model.ts";

/** What ends sessions, and tells of it. */
export interface SignOut {
  readonly changes: readonly Change[];
  readonly events: readonly EventDraft[];
}

/** Ends sessions at `now`. */
export const signOut = (
  context: IdentityContext,
  sessions: readonly SessionRow[],
  reason: SessionRevocationReason,
  now: Date,
): SignOut => ({
  changes: sessions.map((session) => context.sessions.revoke(session, now)),
  events: sessions.map((session) => events.sessionRevoked({ ...session, revokeTime: now }, reason)),
});

/** Ends all of a user's sessions. Complete only in one unit with a `users.replace` of the same row. */
export const signOutEverywhere = async (
  context: IdentityContext,
  user: UserRow,
  reason: SessionRevocationReason,
  now: Date,
): Promise<SignOut> =>
  signOut(context, await context.sessions.liveOfUser(user.customerId, user._id, now), reason, now);
