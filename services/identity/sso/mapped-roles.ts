import { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { DomainError } from "../../../runtime/errors.ts";
import type { EventDraft } from "../../../runtime/events/event.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import { customRoleChanges } from "../access/custom-roles.ts";
import { administratorGoes } from "../accounts/deactivation.ts";
import type { IdentityContext } from "../context.ts";
import { withAccessEnd } from "../domain/access-end.ts";
import { type Grants, mapped, reconcile } from "../domain/group-mapping.ts";
import { administratorRole } from "../domain/roles.ts";
import { events } from "../events.ts";
import { signOutEverywhere } from "../sign-in/sign-out.ts";
import type { IdentityProviderRow } from "../store/identity-provider-model.ts";
import type { LoginLinkRow } from "../store/login-link-model.ts";
import type { UserRow } from "../store/user-model.ts";
import { loginEvents } from "./login-events.ts";

/** A user and their link at a login, and whether they are only about to be written. */
export interface AtLogin {
  readonly user: UserRow;
  readonly link: LoginLinkRow;
  readonly isNewUser: boolean;
  readonly isNewLink: boolean;
}

/** User and link as the person's groups make them, with the writes and events of what was there before. */
export interface Mapped {
  readonly user: UserRow;
  readonly link: LoginLinkRow;
  readonly changes: readonly Change[];
  readonly events: readonly EventDraft[];
}

/**
 * Gives a user what their groups at a provider give, and takes away what only an earlier login gave. The last
 * administrator stays one. A change of roles ends the user's other sessions, as one by hand does.
 */
export async function withMappedRoles(
  context: IdentityContext,
  provider: IdentityProviderRow,
  { user, link, isNewUser, isNewLink }: AtLogin,
  groups: readonly string[],
): Promise<Mapped> {
  const has = grantsOf(user);
  const granted = { roles: link.grantedRoles, customRoleIds: link.grantedCustomRoleIds };
  const given = await existing(context, provider.customerId, mapped(provider.groupMappings, groups));
  const after = reconcile(has, granted, given);
  const result = { ...after.has, roles: await atLeastOne(context, user, after.has) };
  // What stays because somebody must have it is still the groups': the next login may take it away.
  const stays = minus(result, after.has).roles.filter((role) => granted.roles.includes(role));
  const now = { ...after.granted, roles: [...after.granted.roles, ...stays].sort((a, b) => a - b) };
  const kept = { ...link, grantedRoles: now.roles, grantedCustomRoleIds: [...now.customRoleIds] };
  const linkChanges = isNewLink || same(granted, now) ? [] : [context.loginLinks.grant(link, now)];
  if (same(has, result)) return { user, link: kept, changes: linkChanges, events: [] };

  const names = provider.groupMappings
    .map((mapping) => mapping.group)
    .filter((name) => groups.includes(name));
  const told = { groups: [...new Set(names)].sort(), added: minus(result, has), removed: minus(has, result) };
  const mappedEvent = loginEvents(context).rolesMapped(kept, told);
  const at = context.clock.now();
  const changed = withAccessEnd(
    { ...user, roles: [...result.roles], customRoleIds: [...result.customRoleIds] },
    at,
  );
  const held = await customRoleChanges(context, user.customerId, has.customRoleIds, result.customRoleIds);
  if (isNewUser)
    return { user: changed, link: kept, changes: [...held, ...linkChanges], events: [mappedEvent] };
  const next = { ...changed, updateTime: at, revision: user.revision + 1 };
  const guard = await administratorGoes(context, user, next);
  const out = await signOutEverywhere(context, user, SessionRevocationReason.ROLES_CHANGED, at);
  return {
    user: next,
    link: kept,
    changes: [...guard, ...held, context.users.replace(user, next), ...out.changes, ...linkChanges],
    events: [mappedEvent, events.userUpdated(next, changedIn(has, result)), ...out.events],
  };
}

const grantsOf = (user: UserRow): Grants => ({
  roles: user.roles,
  customRoleIds: (user.customRoleIds ?? []).toSorted(),
});

/** Without those custom roles that are no more. */
async function existing(context: IdentityContext, customerId: string, given: Grants): Promise<Grants> {
  if (given.customRoleIds.length === 0) return given;
  const known = await context.roles.some(customerId, given.customRoleIds);
  const ids = new Set(known.map((role) => role._id));
  return { ...given, customRoleIds: given.customRoleIds.filter((id) => ids.has(id)) };
}

/** Number of PermissionRole.EMPLOYEE. */
const EMPLOYEE = 8;

/** A user has a role at least, and a customer an administrator. */
async function atLeastOne(
  context: IdentityContext,
  user: UserRow,
  { roles, customRoleIds }: Grants,
): Promise<number[]> {
  const some = roles.length + customRoleIds.length === 0 ? [EMPLOYEE] : [...roles];
  try {
    await administratorGoes(context, user, { ...user, roles: some });
    return some;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [...some, administratorRole(user.customerId)].sort((a, b) => a - b);
  }
}

const same = (a: Grants, b: Grants): boolean =>
  a.roles.join() === b.roles.join() && a.customRoleIds.join() === b.customRoleIds.join();

const minus = (a: Grants, b: Grants): Grants => ({
  roles: a.roles.filter((role) => !b.roles.includes(role)),
  customRoleIds: a.customRoleIds.filter((id) => !b.customRoleIds.includes(id)),
});

const changedIn = (before: Grants, after: Grants): string[] => [
  ...(before.roles.join() === after.roles.join() ? [] : ["roles"]),
  ...(before.customRoleIds.join() === after.customRoleIds.join() ? [] : ["custom_role_ids"]),
];
