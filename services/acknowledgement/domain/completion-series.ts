import { invalidField } from "../../../runtime/errors.ts";
import { type Day, dayOfIso, isoOfDay } from "./calendar.ts";

/** How many obligations were asked for, signed and cancelled on the same days; null: not signed, not cancelled. */
export interface DayGroup {
  readonly requested: Day;
  readonly signed: Day | null;
  readonly cancelled: Day | null;
  readonly count: number;
}

/** Where obligations stood at the end of a day. */
export interface SeriesPoint {
  /** ISO 8601. */
  readonly date: string;
  readonly requested: number;
  readonly signed: number;
  readonly acknowledgedTotal: number;
  readonly pendingTotal: number;
}

/** Most days of a series after the first. */
const MOST_DAYS = 400;
/** Days before the last when the first isn't named. */
const USUAL_DAYS = 89;

/** The first and last day of a series; empty texts stand for the usual ones. Throws INVALID_FIELD. */
export function seriesDays(startDate: string, endDate: string, today: Day): { first: Day; last: Day } {
  const last = endDate === "" ? today : dayNamed(endDate, "end_date");
  const first = startDate === "" ? last - USUAL_DAYS : dayNamed(startDate, "start_date");
  if (first > last || last - first > MOST_DAYS)
    throw invalidField("end_date", "range", `The last day is at most ${MOST_DAYS} days after the first.`);
  return { first, last };
}

function dayNamed(text: string, field: string): Day {
  const day = dayOfIso(text);
  if (day !== undefined && isoOfDay(day) === text) return day;
  throw invalidField(field, "date", "This is no day of the calendar.");
}

/** The points of a series, from groups of everything that was ever asked for. */
export function seriesOf(groups: readonly DayGroup[], first: Day, last: Day): SeriesPoint[] {
  const sum = (dayOf: (group: DayGroup) => Day | null): Map<Day, number> => {
    const counts = new Map<Day, number>();
    for (const group of groups) {
      const day = dayOf(group);
      if (day === null) continue;
      const from = Math.max(day, first - 1);
      counts.set(from, (counts.get(from) ?? 0) + group.count);
    }
    return counts;
  };
  const requested = sum((group) => group.requested);
  const signed = sum((group) => group.signed);
  const cancelled = sum((group) => group.cancelled);
  let [acknowledgedTotal, pendingTotal] = [0, 0];
  return Array.from({ length: last - first + 2 }, (_, index): SeriesPoint => {
    const day = first - 1 + index;
    const [asked, done, ended] = [requested, signed, cancelled].map((counts) => counts.get(day) ?? 0);
    acknowledgedTotal += done ?? 0;
    pendingTotal += (asked ?? 0) - (done ?? 0) - (ended ?? 0);
    return {
      date: isoOfDay(day),
      requested: asked ?? 0,
      signed: done ?? 0,
      acknowledgedTotal,
      pendingTotal,
    };
  }).slice(1);
}
