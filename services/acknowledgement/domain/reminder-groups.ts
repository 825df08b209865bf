import type { Obligation } from "./obligation.ts";

/** Reminders of one event. */
const MOST_REMINDERS = 1_000;

/** Groups of at most 1,000 (unless one person alone has more) that never part a person's reminders. */
export function byPerson<T extends { readonly after: Obligation }>(items: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (const own of Map.groupBy(items, (item) => item.after.employeeId).values()) {
    const last = groups.at(-1);
    if (last && last.length + own.length <= MOST_REMINDERS) last.push(...own);
    else groups.push([...own]);
  }
  return groups;
}
