import type { ServiceKit } from "../../runtime/service.ts";
import { roleSet } from "./domain/roles.ts";
import { emailKey, nameKey, searchText } from "./domain/user-keys.ts";
import type { UserRow } from "./store/user-model.ts";

/** What whoever creates a user says of them. `customerId` is empty for platform operators, `employeeId` for no employee. */
export interface UserFields {
  readonly customerId: string;
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly number[];
  readonly employeeId: string;
  readonly locale: string;
}

/** An active user as they begin; the password is still to come. */
export function newUser(kit: Pick<ServiceKit, "clock" | "newId">, fields: UserFields): UserRow {
  const now = kit.clock.now();
  const displayName = fields.displayName.trim();
  const keys = { emailKey: emailKey(fields.email), nameKey: nameKey(displayName) };
  return {
    _id: kit.newId("usr"),
    customerId: fields.customerId,
    email: fields.email,
    displayName,
    ...keys,
    searchText: searchText(keys),
    roles: roleSet(fields.roles),
    ...(fields.employeeId ? { employeeId: fields.employeeId } : {}),
    status: "ACTIVE",
    locale: fields.locale,
    passwordHash: "",
    createTime: now,
    updateTime: now,
    signIns: 0,
    revision: 1,
  };
}
