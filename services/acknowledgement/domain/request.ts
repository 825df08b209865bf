import { type DueFrom, dueDay, effectiveDays } from "./due.ts";
import { dueFacts, type Moment, planned } from "./lifecycle.ts";
import type { Obligation, Person, ScopeRevision } from "./obligation.ts";
import type { PolicySnapshot } from "./policy.ts";

/** Whom to ask, as of now. */
export interface Addressee {
  readonly employeeId: string;
  readonly person: Person;
  readonly onLeave: boolean;
}

/** What a new obligation is made of. */
export interface NewObligation {
  readonly id: string;
  readonly customerId: string;
  readonly policy: PolicySnapshot;
  readonly addressee: Addressee;
  readonly cycle: number;
  readonly from: DueFrom;
  readonly rolloutId: string | undefined;
  readonly scope: ScopeRevision | undefined;
  readonly comment: string;
}

/** By when an obligation is due that is asked for now: the end of the due day. */
export function dueTimeOf(
  from: DueFrom,
  policy: PolicySnapshot,
  { rules, now }: Pick<Moment, "rules" | "now">,
): Date {
  const days = effectiveDays(policy.days, rules.dueDays);
  return rules.calendar.endOf(dueDay(from, days, rules.calendar, now));
}

/** A new obligation, PENDING, with the first entry of its history. */
export function request(made: NewObligation, moment: Moment): Obligation {
  const { policy, addressee, from } = made;
  const { now, actor, rules } = moment;
  const dueTime = dueTimeOf(from, policy, moment);
  const today = rules.calendar.dayOf(now);
  const obligation: Obligation = {
    _id: made.id,
    customerId: made.customerId,
    employeeId: addressee.employeeId,
    policyId: policy.policyId,
    materialVersion: policy.materialVersion,
    cycle: made.cycle,
    latest: true,
    type: from.type,
    status: "PENDING",
    person: addressee.person,
    text: policy.text,
    paused: addressee.onLeave,
    ...(addressee.onLeave ? { pausedOn: today } : {}),
    dueTime,
    periodicDays: policy.days.periodicDays,
    consentText: "",
    ...(made.rolloutId === undefined ? {} : { rolloutId: made.rolloutId }),
    ...(made.scope === undefined ? {} : { scope: made.scope }),
    chase: { reminders: 0, quietUntil: today, level: 0 },
    history: [
      { time: now, actor, action: "REQUESTED", ...dueFacts(dueTime, rules, made.comment), revision: 1 },
    ],
    createTime: now,
    updateTime: now,
    revision: 1,
  };
  return planned(obligation, moment);
}

/** A cycle that a later one follows: it is the latest no more and needs no renewal itself. */
export const followed = (signed: Obligation, now: Date): Obligation => ({
  ...signed,
  latest: false,
  nextStepTime: undefined,
  revision: signed.revision + 1,
  updateTime: now,
});
