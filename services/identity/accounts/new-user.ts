import type { ServiceKit } from "../../../runtime/service.ts";
import { withAccessEnd } from "../domain/access-end.ts";
import { roleSet } from "../domain/roles.ts";
import { emailKey, nameKey, searchText } from "../domain/user-keys.ts";
import type { UserRow } from "../store/user-model.ts";

/** What whoever creates a user says of them. `customerId` is empty for platform operators, `employeeId` for no employee. */
export interface UserFields {
  readonly customerId: string;
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly number[];
  /** Roles of the customer's own; `customRoleChanges` gives the writes that go with them. */
  readonly customRoleIds?: readonly string[];
  /** Unset: none, but for auditors. */
  readonly accessEndTime?: Date | undefined;
  readonly employeeId: string;
  readonly locale: string;
}

/** An active user as they begin, without a password. */
export function newUser(kit: Pick<ServiceKit, "clock" | "newId">, fields: UserFields): UserRow {
  const now = kit.clock.now();
  const displayName = fields.displayName.trim();
  const keys = { emailKey: emailKey(fields.email), nameKey: nameKey(displayName) };
  const customRoleIds = [...new Set(fields.customRoleIds)].sort();
  const row: UserRow = {
    _id: kit.newId("usr"),
    customerId: fields.customerId,
    email: fields.email,
    displayName,
    ...keys,
    searchText: searchText(keys),
    roles: roleSet(fields.roles),
    ...(customRoleIds.length > 0 ? { customRoleIds } : {}),
    ...(fields.accessEndTime ? { accessEndTime: fields.accessEndTime } : {}),
    ...(fields.employeeId ? { employeeId: fields.employeeId } : {}),
    status: "ACTIVE",
    locale: fields.locale,
    createTime: now,
    updateTime: now,
    signIns: 0,
    revision: 1,
  };
  return withAccessEnd(row, now);
}
