import { chaseStep } from "./chase.ts";
import type { EscalationStep } from "./customer-rules.ts";
import { advance, type Moment, planned } from "./lifecycle.ts";
import type { Happening, Obligation } from "./obligation.ts";

/** What time does to an obligation. The same revision: nothing but its next step. */
export interface Chasing {
  readonly after: Obligation;
  readonly remind: boolean;
  /** The step of the ladder that it reached; `after.chase.level` is its number. */
  readonly escalated: EscalationStep | undefined;
  /** Whole days since the due day; negative: before it. */
  readonly daysOverdue: number;
}

/** Reminds of and escalates a pending obligation as its customer's rules want it at this moment. */
export function chase(before: Obligation, moment: Moment): Chasing {
  const { rules, now } = moment;
  const dueDay = rules.calendar.dayOf(before.dueTime);
  const daysOverdue = rules.calendar.dayOf(now) - dueDay;
  const {
    remind,
    escalate,
    chase: chased,
    nextTime,
  } = chaseStep({ dueDay, chase: before.chase }, rules, now);
  const happenings: Happening[] = [];
  if (remind) happenings.push({ action: "REMINDED", reminder: chased.reminders });
  if (escalate) happenings.push({ action: "ESCALATED", escalationLevel: escalate.level });
  if (happenings.length === 0)
    return { after: { ...before, nextStepTime: nextTime }, remind: false, escalated: undefined, daysOverdue };
  const after = { ...advance(before, "chase", moment, happenings), chase: chased, nextStepTime: nextTime };
  return { after, remind, escalated: escalate?.step, daysOverdue };
}

/** Whether somebody was asked or reminded on the customer's present day; they are not told twice. */
export const toldToday = ({ chase: { quietUntil } }: Obligation, { rules, now }: Moment): boolean =>
  quietUntil >= rules.calendar.dayOf(now);

/** Reminds of a pending obligation because somebody wants it; the schedule goes on from there. */
export function remindByHand(before: Obligation, moment: Moment): Chasing {
  const { rules, now } = moment;
  const today = rules.calendar.dayOf(now);
  const number = before.chase.reminders + 1;
  const happening = { action: "REMINDED", reminder: number, byHand: true } as const;
  const chased = { ...before.chase, reminders: number, quietUntil: today };
  const after = planned({ ...advance(before, "chase", moment, [happening]), chase: chased }, moment);
  const daysOverdue = today - rules.calendar.dayOf(before.dueTime);
  return { after, remind: true, escalated: undefined, daysOverdue };
}
