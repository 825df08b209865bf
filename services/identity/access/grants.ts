import { type Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { UserPrincipal } from "../../../runtime/auth/principal.ts";
import { permissionDenied } from "../../../runtime/errors.ts";
import type { Call } from "../../../runtime/rpc/call.ts";
import type { IdentityContext } from "../context.ts";
import type { UserRow } from "../store/user-model.ts";
import { permissionsOf } from "./custom-roles.ts";
import { heldBy, neededToGive } from "./permissions.ts";

/** Rights that somebody gives to others. */
export interface Grant {
  /** Numbers of PermissionRole. */
  readonly roles?: readonly number[];
  /** Numbers of Permission. */
  readonly permissions?: readonly number[];
}

/** The part of a user that says what they may do. */
export type Rights = Pick<UserRow, "customerId" | "roles" | "customRoleIds">;

/**
 * Throws PERMISSION_NOT_GRANTABLE when the caller gives what they do not hold. Administrators of a customer hold
 * everything in it, platform operators everywhere; services act for themselves.
 */
export function checkMayGrant({ principal }: Call, grant: Grant): void {
  if (principal.kind === "user" && !mayGrant(principal, grant))
    throw permissionDenied("PERMISSION_NOT_GRANTABLE", "You can't give others what you may not do yourself.");
}

/** Throws PERMISSION_NOT_GRANTABLE when a user would gain what the caller does not hold. `before`: undefined for a new user. */
export async function checkMayGive(
  context: Pick<IdentityContext, "roles">,
  call: Call,
  before: Rights | undefined,
  after: Rights,
): Promise<void> {
  const had = new Set<number>(before?.roles);
  const hadRoles = new Set(before?.customRoleIds);
  const gained = (after.customRoleIds ?? []).filter((id) => !hadRoles.has(id));
  checkMayGrant(call, {
    roles: after.roles.filter((role) => !had.has(role)),
    permissions: await permissionsOf(context, after.customerId, gained),
  });
}

/**
 * Throws USER_HOLDS_MORE when a user may do what the caller may not: who could change such a user's address could soon
 * sign in as them. Everybody may change themselves as far as the method lets them.
 */
export async function checkMayManage(
  context: Pick<IdentityContext, "roles">,
  { principal }: Call,
  user: Rights & Pick<UserRow, "_id">,
): Promise<void> {
  if (principal.kind !== "user" || principal.userId === user._id) return;
  const permissions = await permissionsOf(context, user.customerId, user.customRoleIds);
  if (!mayGrant(principal, { roles: user.roles, permissions }))
    throw permissionDenied(
      "USER_HOLDS_MORE",
      "This user may do what you may not. An administrator can do this.",
    );
}

function mayGrant(principal: UserPrincipal, { roles = [], permissions = [] }: Grant): boolean {
  const own = principal.roles;
  if (own.has(PermissionRole.PLATFORM_ADMIN) || own.has(PermissionRole.CUSTOMER_ADMIN)) return true;
  const held = new Set<number>([...principal.permissions, ...[...own].flatMap(heldBy)]);
  const mayGive = (role: number): boolean =>
    own.has(role as PermissionRole) ||
    neededToGive(role as PermissionRole).every((needed: Permission) => held.has(needed));
  return roles.every(mayGive) && permissions.every((permission) => held.has(permission));
}
