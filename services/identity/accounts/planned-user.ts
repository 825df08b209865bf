import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { User } from "#gen/countersign/identity/v1/user_pb.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { Call } from "../../../runtime/rpc/call.ts";
import { customRoleChanges } from "../access/custom-roles.ts";
import { checkMayGive } from "../access/grants.ts";
import { type IdentityContext, realmOf } from "../context.ts";
import { checkAccessEnd } from "../domain/access-end.ts";
import { checkGrantable } from "../domain/roles.ts";
import type { UserRow } from "../store/user-model.ts";
import { link } from "./employment.ts";
import { newUser } from "./new-user.ts";

/** Throws what is wrong with a user that somebody wants created, as far as it shows without looking. */
export function checkWanted(context: IdentityContext, call: Call, wanted: User | undefined): void {
  checkGrantable(realmOf(call), wanted?.roles ?? []);
  checkAccessEnd(accessEndOf(wanted), context.clock.now());
}

/**
 * A new user as somebody wants them, without a password, and the changes that must go with their insertion.
 * Throws the errors of CreateUser.
 */
export async function plannedUser(
  context: IdentityContext,
  call: Call,
  wanted: User | undefined,
): Promise<{ readonly row: UserRow; readonly changes: readonly Change[] }> {
  const { email = "", displayName = "", roles = [], employeeId = "", locale = "" } = wanted ?? {};
  const { customRoleIds = [] } = wanted ?? {};
  const customerId = realmOf(call);
  const accessEndTime = accessEndOf(wanted);
  const fields = { customerId, email, displayName, roles, customRoleIds, accessEndTime, employeeId, locale };
  const row = newUser(context, fields);
  const held = await customRoleChanges(context, customerId, [], row.customRoleIds);
  await checkMayGive(context, call, undefined, row);
  await context.users.checkFree(row);
  return { row, changes: [...held, ...(await link(context, customerId, employeeId))] };
}

const accessEndOf = (wanted: User | undefined): Date | undefined =>
  wanted?.accessEndTime && timestampDate(wanted.accessEndTime);
