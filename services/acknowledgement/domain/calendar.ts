import { DateTime, IANAZone } from "luxon";

/** A day of the calendar, counted from 1970-01-01; differences are whole days. */
export type Day = number;

/** What makes a customer's days. */
export interface CalendarRules {
  /** IANA name of the zone in which days begin and end. */
  readonly timeZone: string;
  /** ISO weekdays, 1 Monday … 7 Sunday; none means Monday to Friday. */
  readonly businessDays: readonly number[];
  /** ISO dates that are no business days. */
  readonly holidays: readonly string[];
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const WORK_WEEK = [1, 2, 3, 4, 5];
/** The local hour from which on reminders and escalations are sent. */
const MORNING_HOUR = 9;
/** Instants whose day is remembered: those of one event or job are mostly the same few, and zones are slow. */
const REMEMBERED = 4_000;

/** The day that an ISO 8601 date such as "2026-03-01" names; undefined when it names none. */
export function dayOfIso(text: string): Day | undefined {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) ? undefined : ms / DAY_MS;
}

/** A day as ISO 8601 date. */
export const isoOfDay = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** A customer's calendar: instants and days, business days, ends and mornings of days, daylight saving included. */
export class Calendar {
  readonly #zone: IANAZone;
  readonly #weekdays: ReadonlySet<number>;
  readonly #holidays: ReadonlySet<Day>;
  readonly #ends = new Map<Day, Date>();
  readonly #mornings = new Map<Day, Date>();
  readonly #days = new Map<number, Day>();

  constructor(rules: CalendarRules) {
    this.#zone = IANAZone.create(rules.timeZone);
    this.#weekdays = new Set(rules.businessDays.length > 0 ? rules.businessDays : WORK_WEEK);
    this.#holidays = new Set(rules.holidays.flatMap((text) => dayOfIso(text) ?? []));
  }

  /** IANA name of the zone in which days begin and end. */
  get timeZone(): string {
    return this.#zone.name;
  }

  /** The local day of an instant. */
  dayOf(at: Date): Day {
    const ms = at.getTime();
    const known = this.#days.get(ms);
    if (known !== undefined) return known;
    if (this.#days.size >= REMEMBERED) this.#days.clear();
    const day = Math.floor((ms + this.#zone.offset(ms) * MINUTE_MS) / DAY_MS);
    this.#days.set(ms, day);
    return day;
  }

  /** The last millisecond of a local day. */
  endOf(day: Day): Date {
    const known = this.#ends.get(day);
    if (known) return known;
    const end = this.#at(day, 0).endOf("day").toJSDate();
    this.#ends.set(day, end);
    return end;
  }

  /** The instant of a local day from which on people are written to. */
  morningOf(day: Day): Date {
    const known = this.#mornings.get(day);
    if (known) return known;
    const morning = this.#at(day, MORNING_HOUR).toJSDate();
    this.#mornings.set(day, morning);
    return morning;
  }

  /** Whether people work on this day. */
  isBusinessDay(day: Day): boolean {
    const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
    return this.#weekdays.has(weekday) && !this.#holidays.has(day);
  }

  /** The day itself if it is a business day, otherwise the next one. */
  businessDayFrom(day: Day): Day {
    let candidate = day;
    while (!this.isBusinessDay(candidate)) candidate += 1;
    return candidate;
  }

  /** The day itself if it is a business day, otherwise the one before. */
  businessDayUntil(day: Day): Day {
    let candidate = day;
    while (!this.isBusinessDay(candidate)) candidate -= 1;
    return candidate;
  }

  #at(day: Day, hour: number): DateTime {
    const date = new Date(day * DAY_MS);
    const parts = {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour,
    };
    return DateTime.fromObject(parts, { zone: this.#zone });
  }
}
