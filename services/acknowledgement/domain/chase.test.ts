import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Calendar, dayOfIso, isoOfDay } from "./calendar.ts";
import { chaseStep, nextChaseTime } from "./chase.ts";
import type { CustomerRules } from "./customer-rules.ts";
import type { Chase } from "./obligation.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const START = Date.parse("2026-03-02T12:00:00Z");

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Pacific/Auckland",
  "America/Sao_Paulo",
];
const arbitraryRules: fc.Arbitrary<CustomerRules> = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    businessDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    holidays: fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 12 }),
    offsetsDays: fc.uniqueArray(fc.integer({ min: -20, max: 0 }), { maxLength: 4 }),
    repeatEveryDays: fc.integer({ min: 0, max: 5 }),
    maxReminders: fc.integer({ min: 0, max: 8 }),
    steps: fc.uniqueArray(fc.integer({ min: 1, max: 25 }), { maxLength: 3 }),
  })
  .map((raw) => ({
    customerName: "A",
    consentText: "I agree.",
    dueDays: { newJoinerDays: 30, manualDays: 30, newVersionDays: 30, periodicDays: 365 },
    calendar: new Calendar({
      timeZone: raw.timeZone,
      businessDays: raw.businessDays,
      holidays: raw.holidays.map((offset) => isoOfDay(Math.floor(START / DAY_MS) + offset)),
    }),
    reminders: raw,
    escalation: raw.steps.toSorted((a, b) => a - b).map((daysOverdue) => ({ daysOverdue, role: 5 })),
  }));

interface Sent {
  readonly at: Date;
  readonly remind: boolean;
  readonly level: number | undefined;
}

/** Lets a scheduler look at the given moments, as it does: only when the row is due. */
function simulate(
  rules: CustomerRules,
  dueIn: number,
  moments: readonly Date[],
): { sent: Sent[]; chase: Chase } {
  const today = rules.calendar.dayOf(new Date(START));
  const dueDay = today + dueIn;
  let chase: Chase = { reminders: 0, quietUntil: today, level: 0 };
  let next = nextChaseTime({ dueDay, chase }, rules, new Date(START));
  const sent: Sent[] = [];
  for (const at of moments) {
    if (!next || next > at) continue;
    const step = chaseStep({ dueDay, chase }, rules, at);
    if (step.remind || step.escalate) sent.push({ at, remind: step.remind, level: step.escalate?.level });
    if (step.nextTime && step.nextTime <= at) throw new Error("the next step is not in the future");
    chase = step.chase;
    next = step.nextTime;
  }
  return { sent, chase };
}

const hours = (count: number, every: number): Date[] =>
  Array.from({ length: count }, (_, i) => new Date(START + (i + 1) * every * MINUTE_MS));

const arbitraryMoments = fc
  .array(fc.integer({ min: 1, max: 90 * 24 * 60 }), { maxLength: 60 })
  .map((minutes) => minutes.toSorted((a, b) => a - b).map((minute) => new Date(START + minute * MINUTE_MS)));

describe("the plan of reminders and escalations, whenever the scheduler looks", () => {
  test("at most one reminder a local day, only on business days, at most as many as allowed", () => {
    fc.assert(
      fc.property(
        arbitraryRules,
        fc.integer({ min: 1, max: 40 }),
        arbitraryMoments,
        (rules, dueIn, moments) => {
          const { sent, chase } = simulate(rules, dueIn, moments);
          const days = sent.filter((one) => one.remind).map((one) => rules.calendar.dayOf(one.at));
          expect(new Set(days).size).toBe(days.length);
          expect(sent.every((one) => rules.calendar.isBusinessDay(rules.calendar.dayOf(one.at)))).toBe(true);
          expect(days.length).toBeLessThanOrEqual(rules.reminders.maxReminders);
          expect(chase.reminders).toBe(days.length);
        },
      ),
    );
  });

  test("each level once, in order, on days of its own, never before its days are over", () => {
    fc.assert(
      fc.property(
        arbitraryRules,
        fc.integer({ min: 1, max: 40 }),
        arbitraryMoments,
        (rules, dueIn, moments) => {
          const { sent } = simulate(rules, dueIn, moments);
          const reached = sent.flatMap((one) =>
            one.level === undefined ? [] : [{ ...one, level: one.level }],
          );
          expect(reached.map((one) => one.level)).toEqual(reached.map((_, i) => i + 1));
          const days = reached.map((one) => rules.calendar.dayOf(one.at));
          expect(new Set(days).size).toBe(days.length);
          const dueDay = rules.calendar.dayOf(new Date(START)) + dueIn;
          for (const [i, day] of days.entries())
            expect(day - dueDay).toBeGreaterThanOrEqual(rules.escalation[i]?.daysOverdue ?? Number.NaN);
        },
      ),
    );
  });

  test("a scheduler that looks every quarter of an hour and one that looks every hour send on the same days", () => {
    fc.assert(
      fc.property(arbitraryRules, fc.integer({ min: 1, max: 40 }), (rules, dueIn) => {
        const days = (moments: readonly Date[]) =>
          simulate(rules, dueIn, moments).sent.map((one) => [
            rules.calendar.dayOf(one.at),
            one.remind,
            one.level,
          ]);
        expect(days(hours(90 * 24 * 4, 15))).toEqual(days(hours(90 * 24, 60)));
      }),
      { numRuns: 40 },
    );
  });

  test("after a downtime one reminder stands for all that were missed", () => {
    fc.assert(
      fc.property(
        arbitraryRules,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 80 }),
        (rules, dueIn, down) => {
          const back = new Date(START + down * DAY_MS);
          const { sent } = simulate(rules, dueIn, [back, new Date(back.getTime() + MINUTE_MS)]);
          expect(sent.filter((one) => one.remind).length).toBeLessThanOrEqual(1);
          expect(sent.filter((one) => one.level !== undefined).length).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe("the usual schedule", () => {
  const rules: CustomerRules = {
    customerName: "A",
    consentText: "I agree.",
    dueDays: { newJoinerDays: 30, manualDays: 30, newVersionDays: 30, periodicDays: 365 },
    calendar: new Calendar({
      timeZone: "Europe/Berlin",
      businessDays: [1, 2, 3, 4, 5],
      holidays: ["2026-04-03", "2026-04-06"],
    }),
    reminders: { offsetsDays: [-7, -1, 0], repeatEveryDays: 3, maxReminders: 20 },
    escalation: [
      { daysOverdue: 7, role: 5 },
      { daysOverdue: 14, role: 6 },
    ],
  };

  test("keeps off weekends and holidays, and to the local morning across the change to summer time", () => {
    const dueIn = (dayOfIso("2026-04-04") ?? 0) - (dayOfIso("2026-03-02") ?? 0);
    const { sent } = simulate(rules, dueIn, hours(52 * 24, 60));
    expect(sent.filter((one) => one.remind).map((one) => one.at.toISOString())).toEqual([
      "2026-03-27T08:00:00.000Z",
      "2026-04-02T07:00:00.000Z",
      "2026-04-07T07:00:00.000Z",
      "2026-04-10T07:00:00.000Z",
      "2026-04-13T07:00:00.000Z",
      "2026-04-16T07:00:00.000Z",
      "2026-04-20T07:00:00.000Z",
      "2026-04-22T07:00:00.000Z",
    ]);
    expect(
      sent.flatMap((one) => (one.level ? [[one.at.toISOString().slice(0, 10), one.level]] : [])),
    ).toEqual([
      ["2026-04-13", 1],
      ["2026-04-20", 2],
    ]);
  });
});
