import { type Calendar, type Day, dayOfIso } from "./calendar.ts";
import type { DueDays } from "./customer-rules.ts";

/** What a due day counts from, by the type of the obligation. */
export type DueFrom =
  | { readonly type: "NEW_JOINER"; readonly joinDate: string }
  | { readonly type: "PERIODIC"; readonly signTime: Date; readonly days: number }
  | { readonly type: "MANUAL"; readonly days: number }
  | { readonly type: "NEW_VERSION"; readonly since: Date };

/** The days that apply: the policy's, and the customer's where the policy says 0. */
export const effectiveDays = (policy: DueDays, customer: DueDays): DueDays => ({
  newJoinerDays: policy.newJoinerDays || customer.newJoinerDays,
  manualDays: policy.manualDays || customer.manualDays,
  newVersionDays: policy.newVersionDays || customer.newVersionDays,
  periodicDays: policy.periodicDays || customer.periodicDays,
});

/** The due day of an obligation asked for now: never today or earlier, so that everybody has a day. */
export function dueDay(from: DueFrom, days: DueDays, calendar: Calendar, now: Date): Day {
  const today = calendar.dayOf(now);
  return Math.max(plannedDay(from, days, calendar, today), today + 1);
}

function plannedDay(from: DueFrom, days: DueDays, calendar: Calendar, today: Day): Day {
  switch (from.type) {
    case "NEW_JOINER":
      return (dayOfIso(from.joinDate) ?? today) + days.newJoinerDays;
    case "PERIODIC":
      return calendar.dayOf(from.signTime) + (from.days || days.periodicDays);
    case "MANUAL":
      return today + (from.days || days.manualDays);
    case "NEW_VERSION":
      return calendar.dayOf(from.since) + days.newVersionDays;
  }
}

/** Days before a signature runs out at which its renewal is asked for. */
export const RENEWAL_NOTICE_DAYS = 30;

/** By when a signature given at `signTime` must be renewed, and when the renewal is to be asked for. */
export function renewalOf(
  signTime: Date,
  periodicDays: number,
  calendar: Calendar,
): { readonly renewalDueTime: Date; readonly nextStepTime: Date } {
  const day = calendar.dayOf(signTime) + periodicDays;
  return {
    renewalDueTime: calendar.endOf(day),
    nextStepTime: calendar.morningOf(day - RENEWAL_NOTICE_DAYS),
  };
}
