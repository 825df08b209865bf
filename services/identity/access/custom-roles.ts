import { invalidField, notFound } from "../../../runtime/errors.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { IdentityContext } from "../context.ts";
import { permissionSet } from "../domain/role.ts";

type Roles = Pick<IdentityContext, "roles">;

/** The permissions (numbers, in order) that a customer's own roles allow together; one that is gone allows nothing. */
export async function permissionsOf(
  { roles }: Roles,
  customerId: string,
  roleIds: readonly string[] = [],
): Promise<number[]> {
  const rows = await roles.some(customerId, roleIds);
  return permissionSet(rows.flatMap((row) => row.permissions));
}

/**
 * The writes that go with a user's holding the roles `after` instead of `before`, in one unit with the user's own: a role
 * that is deleted at the same moment makes it stale. Throws ROLE_NOT_FOUND, or INVALID_FIELD without a customer.
 */
export async function customRoleChanges(
  { roles }: Roles,
  customerId: string,
  before: readonly string[] = [],
  after: readonly string[] = [],
): Promise<Change[]> {
  if (customerId === "" && after.length > 0)
    throw invalidField("user.custom_role_ids", "no_customer", "A platform operator has no customer's roles.");
  const gained = after.filter((id) => !before.includes(id));
  const there = new Set((await roles.some(customerId, gained)).map((row) => row._id));
  const missing = gained.find((id) => !there.has(id));
  if (missing !== undefined) throw notFound("role", missing);
  const lost = before.filter((id) => !after.includes(id));
  return [
    ...gained.map((id) => roles.hold(customerId, id, 1)),
    ...lost.map((id) => roles.hold(customerId, id, -1)),
  ];
}
