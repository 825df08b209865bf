import { chaseStep } from "./chase.ts";
import type { EscalationStep } from "./customer-rules.ts";
import { advance, type Moment } from "./lifecycle.ts";
import type { HistoryAction, Obligation } from "./obligation.ts";

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
  const entries: { action: HistoryAction; detail: string }[] = [];
  if (remind) entries.push({ action: "REMINDED", detail: `reminder ${chased.reminders}` });
  if (escalate) entries.push({ action: "ESCALATED", detail: `level ${escalate.level}` });
  if (entries.length === 0)
    return { after: { ...before, nextStepTime: nextTime }, remind: false, escalated: undefined, daysOverdue };
  const after = { ...advance(before, "chase", moment, entries), chase: chased, nextStepTime: nextTime };
  return { after, remind, escalated: escalate?.step, daysOverdue };
}
