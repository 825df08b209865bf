import { invalidField, resourceExhausted } from "../../../runtime/errors.ts";
import { nameKey } from "./user-keys.ts";

/** Roles that a customer may have. */
const MOST_ROLES = 100;

/** The part of a role that an update writes. */
export interface EditableRole {
  readonly name: string;
  readonly nameKey: string;
  readonly description: string;
  /** Numbers of Permission, in order. */
  readonly permissions: number[];
}

/** What somebody says of a role. */
export interface RoleValues {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly number[];
}

/** Permissions as they are stored and compared: each once, in order. */
export const permissionSet = (permissions: Iterable<number>): number[] =>
  [...new Set(permissions)].sort((a, b) => a - b);

/** A role's editable part after an update of `fields`. Throws INVALID_FIELD for what may not be empty. */
export function roleEdited(
  role: RoleValues,
  values: RoleValues,
  fields: readonly (keyof RoleValues)[],
): EditableRole {
  const { name, description, permissions } = {
    ...role,
    ...Object.fromEntries(fields.map((field) => [field, values[field]])),
  };
  const trimmed = name.trim();
  if (trimmed === "") throw invalidField("role.name", "required", "A role needs a name.");
  if (permissions.length === 0)
    throw invalidField("role.permissions", "required", "A role needs a permission.");
  return { name: trimmed, nameKey: nameKey(trimmed), description, permissions: permissionSet(permissions) };
}

/** The names, as in the contract, of the fields in which two states of a role differ; sorted. */
export function changedRoleFields(before: EditableRole, after: EditableRole): string[] {
  const differs: readonly [string, boolean][] = [
    ["description", before.description !== after.description],
    ["name", before.name !== after.name],
    ["permissions", before.permissions.join() !== after.permissions.join()],
  ];
  return differs.filter(([, changed]) => changed).map(([name]) => name);
}

/** Throws TOO_MANY_ROLES when a customer with so many can have no more. */
export function checkRoom(roles: number): void {
  if (roles >= MOST_ROLES)
    throw resourceExhausted("TOO_MANY_ROLES", `A customer has at most ${MOST_ROLES} roles of its own.`);
}
