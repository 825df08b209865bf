import { invalidField } from "../../../runtime/errors.ts";
import { CUSTOMER_ADMIN } from "./roles.ts";

const AUDITOR = 7;
const AUDITOR_ACCESS_MS = 90 * 86_400_000;

/** What the end of access depends on. */
interface TemporaryUser {
  readonly roles: readonly number[];
  readonly accessEndTime?: Date;
}

/** Throws INVALID_FIELD for an end of access that is past. */
export function checkAccessEnd(wanted: Date | undefined, now: Date): void {
  if (wanted && wanted <= now)
    throw invalidField("user.access_end_time", "future", "An end of access lies in the future.");
}

/** A user whose access ends when it has to: an auditor's, unless they administer the customer, in 90 days. */
export function withAccessEnd<U extends TemporaryUser>(user: U, now: Date): U {
  const open = !user.roles.includes(AUDITOR) || user.roles.includes(CUSTOMER_ADMIN);
  if (user.accessEndTime || open) return user;
  return { ...user, accessEndTime: new Date(now.getTime() + AUDITOR_ACCESS_MS) };
}

/** Whether a user's access has ended. */
export const accessEnded = (user: { readonly accessEndTime?: Date }, now: Date): boolean =>
  user.accessEndTime !== undefined && user.accessEndTime <= now;
