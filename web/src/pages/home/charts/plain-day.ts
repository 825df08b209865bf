import { language } from "../../../app/texts.ts";

/** A day as ISO 8601 has it ("2026-03-01"), as the reader writes it: "1 Mar". It belongs to no time zone. */
export const plainDayText = (day: string): string =>
  new Intl.DateTimeFormat(language(), { day: "numeric", month: "short", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
