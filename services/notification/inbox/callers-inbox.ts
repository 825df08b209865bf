import { type Call, customerOf, userOf } from "../../../runtime/rpc/call.ts";
import type { NotificationContext } from "../context.ts";

/** Whose inbox a call is about, and how its entries are written. */
export interface CallersInbox {
  readonly customerId: string;
  /** The user's own id and, if the user is an employee, the employee's. */
  readonly owners: readonly string[];
  readonly reader: { readonly locales: readonly string[]; readonly timeZone: string };
}

/** The caller's inbox. Throws USER_REQUIRED for services. */
export async function callersInbox(context: NotificationContext, call: Call): Promise<CallersInbox> {
  const { userId, employeeId } = userOf(call);
  const customerId = customerOf(call);
  const [{ settings }, preferences] = await Promise.all([
    context.tenants.get(customerId),
    context.preferences.find(customerId, userId),
  ]);
  const wanted = [preferences?.language ?? "", call.locale].filter((locale) => locale !== "");
  return {
    customerId,
    owners: employeeId === "" ? [userId] : [userId, employeeId],
    reader: { locales: [...wanted, ...(settings?.languages ?? [])], timeZone: settings?.timeZone ?? "UTC" },
  };
}
