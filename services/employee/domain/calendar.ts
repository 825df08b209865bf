import { DateTime } from "luxon";

/** The calendar day (ISO date) on which `now` falls in an IANA time zone; in UTC when the zone is unknown. */
export function dayIn(now: Date, timeZone: string): string {
  const there = DateTime.fromJSDate(now, { zone: timeZone });
  return (there.isValid ? there : DateTime.fromJSDate(now, { zone: "utc" })).toFormat("yyyy-MM-dd");
}

/** Whether a text is an ISO date of a day that exists. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: "utc" }).isValid;
