import { type Timestamp, timestampDate } from "@bufbuild/protobuf/wkt";
import { language } from "./app/texts.ts";

let officialZone: string | undefined;

/** Sets the customer's time zone (IANA), in which due days are shown. Undefined: the reader's own. */
export function setOfficialZone(zone: string | undefined): void {
  officialZone = zone || undefined;
}

/** A moment on the reader's clock: "3 Mar 2026, 14:05". */
export const momentText = (time: Timestamp | undefined): string =>
  time ? format({ dateStyle: "medium", timeStyle: "short" }).format(timestampDate(time)) : "";

/** A day on the reader's calendar: "3 Mar 2026". */
export const dayText = (time: Timestamp | undefined): string =>
  time ? format({ dateStyle: "medium" }).format(timestampDate(time)) : "";

/** The day on which something is due, on the customer's calendar: due times are the end of a day there. */
export const dueDayText = (time: Timestamp | undefined): string =>
  time ? format({ dateStyle: "medium", timeZone: officialZone }).format(timestampDate(time)) : "";

/** A day of the calendar that has no hour, such as "2026-03-01", in words: "1 Mar 2026". */
export const plainDayText = (day: string): string =>
  day ? format({ dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`)) : "";

/** Days from today to a due day, both on the customer's calendar; negative when it is over. */
export function daysUntil(time: Timestamp, now: Date = new Date()): number {
  return Math.round((dayNumber(timestampDate(time)) - dayNumber(now)) / DAY_MS);
}

/** "in 3 days", "yesterday". */
export const relativeDays = (days: number): string =>
  new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(days, "day");

/** "5 minutes ago". */
export function agoText(time: Timestamp | undefined, now: Date = new Date()): string {
  if (!time) return "";
  const seconds = (timestampDate(time).getTime() - now.getTime()) / 1000;
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? (["second", 1] as const);
  return relative.format(Math.round(seconds / size), unit);
}

const UNITS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;
const DAY_MS = 86_400_000;

const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language(), options);

function dayNumber(date: Date): number {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: officialZone, dateStyle: "short" }).format(date);
  return Date.parse(`${parts}T00:00:00Z`);
}
