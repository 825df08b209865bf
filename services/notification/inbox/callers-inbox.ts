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
  const { settings } = await context.tenants.get(customerId);
  return {
    customerId,
    owners: employeeId === "" ? [userId] : [userId, employeeId],
    reader: { locales: [call.locale, ...(settings?.languages ?? [])], timeZone: settings?.timeZone ?? "UTC" },
  };
}
