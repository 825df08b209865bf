import { invalidField } from "../../../runtime/errors.ts";
import { roleSet } from "./roles.ts";
import { emailKey, nameKey, searchText } from "./user-keys.ts";

/** The part of a user that an update writes. */
export interface EditableUser {
  readonly email: string;
  readonly emailKey: string;
  readonly displayName: string;
  readonly nameKey: string;
  readonly searchText: string;
  readonly roles: number[];
  readonly customRoleIds?: string[];
  readonly accessEndTime?: Date;
  readonly employeeId?: string;
  readonly locale: string;
}

/** The values that an update brings. `employeeId` empty: no employee; `accessEndTime` unset: none is wanted. */
export interface UserValues {
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly number[];
  readonly customRoleIds: readonly string[];
  readonly accessEndTime: Date | undefined;
  readonly employeeId: string;
  readonly locale: string;
}

/**
 * The editable part of a user after an update of `fields` (generated names; others are left alone).
 * Throws INVALID_FIELD for what may not be empty.
 */
export function userEdited(
  user: EditableUser,
  values: UserValues,
  fields: readonly (keyof UserValues | "status")[],
): EditableUser {
  const after = <F extends keyof UserValues>(field: F): UserValues[F] =>
    fields.includes(field) ? values[field] : valuesOf(user)[field];
  const [email, displayName, employeeId] = [after("email"), after("displayName").trim(), after("employeeId")];
  const roles = roleSet(after("roles"));
  if (email === "") throw required("email", "an e-mail address");
  if (displayName === "") throw required("display_name", "a name");
  const customRoleIds = [...new Set(after("customRoleIds"))].sort();
  const accessEndTime = after("accessEndTime");
  if (roles.length + customRoleIds.length === 0) throw required("roles", "a role");
  const keys = { emailKey: emailKey(email), nameKey: nameKey(displayName) };
  return {
    email,
    displayName,
    ...keys,
    searchText: searchText(keys),
    roles,
    ...(customRoleIds.length > 0 ? { customRoleIds } : {}),
    ...(accessEndTime ? { accessEndTime } : {}),
    ...(employeeId ? { employeeId } : {}),
    locale: after("locale"),
  };
}

/** The names, as in the contract, of the fields in which two states of a user differ. */
export function changedFields(before: EditableUser, after: EditableUser): string[] {
  const differs: readonly [string, boolean][] = [
    ["email", before.email !== after.email],
    ["display_name", before.displayName !== after.displayName],
    ["roles", before.roles.join() !== after.roles.join()],
    ["custom_role_ids", (before.customRoleIds ?? []).join() !== (after.customRoleIds ?? []).join()],
    ["access_end_time", before.accessEndTime?.getTime() !== after.accessEndTime?.getTime()],
    ["employee_id", (before.employeeId ?? "") !== (after.employeeId ?? "")],
    ["locale", before.locale !== after.locale],
  ];
  return differs.filter(([, changed]) => changed).map(([name]) => name);
}

const valuesOf = (user: EditableUser): UserValues => ({
  ...user,
  customRoleIds: user.customRoleIds ?? [],
  accessEndTime: user.accessEndTime,
  employeeId: user.employeeId ?? "",
});

const required = (field: string, what: string): Error =>
  invalidField(`user.${field}`, "required", `A user needs ${what}.`);
