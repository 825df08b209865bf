import type { Calendar, Day } from "./calendar.ts";
import type { CustomerRules, EscalationStep, ReminderRules } from "./customer-rules.ts";
import type { Chase } from "./obligation.ts";

/** The chasing of one obligation, as far as the plan needs it. */
export interface Chased {
  /** The local day by whose end it is due. */
  readonly dueDay: Day;
  readonly chase: Chase;
}

/** What is to be done at a moment. */
export interface ChaseStep {
  readonly remind: boolean;
  /** The level reached now, from 1; undefined: none. */
  readonly escalate: { readonly level: number; readonly step: EscalationStep } | undefined;
  /** The chase after that. */
  readonly chase: Chase;
  /** When to look again; undefined: never. */
  readonly nextTime: Date | undefined;
}

/**
 * The first planned reminder day after `after`. Reminders before the due day move to the business day before when
 * they fall on a free one, so that nobody hears of it too late; those after it move to the business day after.
 */
export function nextReminderDay(
  dueDay: Day,
  after: Day,
  rules: ReminderRules,
  calendar: Calendar,
): Day | undefined {
  let next = nextRepeat(dueDay, after, rules.repeatEveryDays, calendar);
  for (const offset of rules.offsetsDays) {
    const day = calendar.businessDayUntil(dueDay + offset);
    if (day > after && (next === undefined || day < next)) next = day;
  }
  return next;
}

function nextRepeat(dueDay: Day, after: Day, everyDays: number, calendar: Calendar): Day | undefined {
  if (everyDays === 0) return undefined;
  const dayOf = (count: number): Day => calendar.businessDayFrom(dueDay + count * everyDays);
  let count = Math.max(1, Math.floor((after - dueDay) / everyDays));
  while (count > 1 && dayOf(count - 1) > after) count -= 1;
  while (dayOf(count) <= after) count += 1;
  return dayOf(count);
}

/** What an obligation needs at `now`, however late or often it is asked: several missed reminders become one. */
export function chaseStep({ dueDay, chase }: Chased, rules: CustomerRules, now: Date): ChaseStep {
  const { calendar } = rules;
  const today = calendar.dayOf(now);
  const isDue = (day: Day | undefined): boolean =>
    day !== undefined && day <= today && calendar.isBusinessDay(today) && calendar.morningOf(today) <= now;
  const remind = isDue(reminderDay(dueDay, chase, rules));
  const step = rules.escalation[chase.level];
  const escalate =
    step && isDue(escalationDay(dueDay, chase, step, calendar))
      ? { level: chase.level + 1, step }
      : undefined;
  const after: Chase = {
    ...chase,
    ...(remind ? { reminders: chase.reminders + 1, quietUntil: today } : {}),
    ...(escalate ? { level: escalate.level, escalatedOn: today } : {}),
  };
  return { remind, escalate, chase: after, nextTime: nextChaseTime({ dueDay, chase: after }, rules, now) };
}

/** When an obligation next needs something: a planned day's morning, or the next business morning if that has passed. */
export function nextChaseTime({ dueDay, chase }: Chased, rules: CustomerRules, now: Date): Date | undefined {
  const { calendar } = rules;
  const step = rules.escalation[chase.level];
  const days = [
    reminderDay(dueDay, chase, rules),
    step ? escalationDay(dueDay, chase, step, calendar) : undefined,
  ].filter((day) => day !== undefined);
  if (days.length === 0) return undefined;
  return calendar.morningOf(calendar.businessDayFrom(Math.max(Math.min(...days), calendar.dayOf(now))));
}

function reminderDay(dueDay: Day, chase: Chase, { reminders, calendar }: CustomerRules): Day | undefined {
  if (chase.reminders >= reminders.maxReminders) return undefined;
  return nextReminderDay(dueDay, chase.quietUntil, reminders, calendar);
}

/** One level a day at most, each on a business day. */
function escalationDay(dueDay: Day, chase: Chase, step: EscalationStep, calendar: Calendar): Day {
  const reached = dueDay + step.daysOverdue;
  return calendar.businessDayFrom(
    chase.escalatedOn === undefined ? reached : Math.max(reached, chase.escalatedOn + 1),
  );
}
