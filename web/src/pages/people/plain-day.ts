import { language } from "../../app/texts.ts";

/** A day of the contract, such as "2026-03-01", as the reader writes it; "–" for none. A day is the same in every time zone. */
export function plainDayText(day: string): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time)) return "–";
  return new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeZone: "UTC" }).format(time);
}
