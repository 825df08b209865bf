import type { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { NotificationContext } from "../context.ts";
import type { UserRow } from "../store/user-model.ts";
import type { Addressee } from "./announce.ts";

/** A known user as an addressee. */
export const toUser = (user: UserRow): Addressee => ({ id: user._id, name: user.name, email: user.email });

/**
 * Named users as addressees, each once, without empty ids and those excepted. Deactivated and unknown users are left
 * out: they can't sign in to act.
 */
export async function usersOf(
  context: NotificationContext,
  customerId: string,
  userIds: readonly string[],
  except: readonly string[],
): Promise<Addressee[]> {
  const wanted = [...new Set(userIds)].filter((id) => id !== "" && !except.includes(id));
  return (await context.people.users(customerId, wanted)).map(toUser);
}

/** Those who may decide: the named users, or else the holders of the role; never one of those excepted. */
export async function approversOf(
  context: NotificationContext,
  customerId: string,
  rule: { readonly approverUserIds: readonly string[]; readonly approverRole: PermissionRole },
  except: readonly string[],
): Promise<Addressee[]> {
  if (rule.approverUserIds.length > 0) return usersOf(context, customerId, rule.approverUserIds, except);
  const holders = await context.people.usersWithRole(customerId, rule.approverRole);
  return holders.filter((user) => !except.includes(user._id)).map(toUser);
}
