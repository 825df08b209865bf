import { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { failedPrecondition } from "../../../runtime/errors.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { IdentityContext } from "../context.ts";
import { administratorRole, isAdministrator } from "../domain/roles.ts";
import { events } from "../events.ts";
import { type SignOut, signOutEverywhere } from "../sign-in/sign-out.ts";
import type { DeactivationCause, UserRow } from "../store/user-model.ts";

/** Deactivates an active user and ends their sessions: the changes, the events, and the user as they are then. */
export async function deactivation(
  context: IdentityContext,
  user: UserRow,
  cause: DeactivationCause,
): Promise<SignOut & { readonly after: UserRow }> {
  const now = context.clock.now();
  const after: UserRow = {
    ...user,
    status: "DEACTIVATED",
    deactivateTime: now,
    deactivationCause: cause,
    updateTime: now,
    revision: user.revision + 1,
  };
  const out = await signOutEverywhere(context, user, SessionRevocationReason.USER_DEACTIVATED, now);
  return {
    after,
    changes: [context.users.replace(user, after), ...out.changes],
    events: [events.userDeactivated(after), ...out.events],
  };
}

/** Undoes a deactivation: the user as they are then. */
export function reactivated(user: UserRow, now: Date): UserRow {
  const { deactivateTime: _time, deactivationCause: _cause, ...kept } = user;
  return { ...kept, status: "ACTIVE", updateTime: now, revision: user.revision + 1 };
}

/**
 * The change that goes with a user's ceasing to be an administrator, none for anybody else's change. It makes two who
 * cease at once see each other. Throws LAST_ADMINISTRATOR when nobody else is left.
 */
export async function administratorGoes(
  context: IdentityContext,
  before: UserRow,
  after: UserRow,
): Promise<Change[]> {
  if (!isAdministrator(before) || isAdministrator(after)) return [];
  const line = await context.administrations.get(before.customerId);
  const role = administratorRole(before.customerId);
  if (await context.users.anotherActive(before.customerId, role, before._id))
    return [context.administrations.advance(line)];
  throw failedPrecondition("LAST_ADMINISTRATOR", "Nobody else could administer then. Appoint another first.");
}
