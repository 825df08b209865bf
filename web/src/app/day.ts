import { type Timestamp, timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";

/** The reader's own day of a moment, such as "2026-12-24", for date fields; "" for none. */
export function dayOf(time: Timestamp | undefined): string {
  if (!time) return "";
  const date = timestampDate(time);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part, i) => String(part).padStart(i === 0 ? 4 : 2, "0"))
    .join("-");
}

/** The last second of a day of the reader's; undefined for no day. */
export function endOfDay(day: string): Timestamp | undefined {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return undefined;
  return timestampFromDate(new Date(year, month - 1, date, 23, 59, 59));
}

/** The day so many days from today. */
export function dayFromToday(days: number): string {
  const now = new Date();
  return dayOf(timestampFromDate(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days)));
}
