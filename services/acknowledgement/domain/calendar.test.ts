import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Calendar, dayOfIso, isoOfDay } from "./calendar.ts";
import { dueDay, renewalOf } from "./due.ts";

const calendarOf = (timeZone: string): Calendar => new Calendar({ timeZone, businessDays: [], holidays: [] });
const iso = (text: string): number => dayOfIso(text) ?? Number.NaN;
const days = { newJoinerDays: 30, manualDays: 30, newVersionDays: 30, periodicDays: 365 };

describe("Calendar", () => {
  test("a day ends at local midnight, also when it has 23 or 25 hours", () => {
    const berlin = calendarOf("Europe/Berlin");
    expect(berlin.endOf(iso("2026-03-29")).toISOString()).toBe("2026-03-29T21:59:59.999Z");
    expect(berlin.endOf(iso("2026-10-25")).toISOString()).toBe("2026-10-25T22:59:59.999Z");
    expect(berlin.dayOf(new Date("2026-03-29T22:00:00Z"))).toBe(iso("2026-03-30"));
  });

  test("every instant lies in its day, in every zone", () => {
    const zone = fc.constantFrom(
      "UTC",
      "Asia/Kathmandu",
      "Pacific/Chatham",
      "America/St_Johns",
      "Africa/Cairo",
      "Pacific/Apia",
    );
    const instant = fc.date({
      min: new Date("2000-01-01"),
      max: new Date("2040-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zone, instant, (timeZone, at) => {
        const calendar = calendarOf(timeZone);
        const day = calendar.dayOf(at);
        expect(calendar.endOf(day).getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(calendar.endOf(day - 1).getTime()).toBeLessThan(at.getTime());
        expect(calendar.dayOf(calendar.endOf(day))).toBe(day);
        expect(calendar.dayOf(calendar.morningOf(day))).toBe(day);
        expect(dayOfIso(isoOfDay(day))).toBe(day);
      }),
    );
  });

  test("without business days it is Monday to Friday", () => {
    const week = [2, 3, 4, 5, 6, 7, 8].map((day) => calendarOf("UTC").isBusinessDay(iso(`2026-03-0${day}`)));
    expect(week).toEqual([true, true, true, true, true, false, false]);
  });
});

describe("due days", () => {
  const calendar = calendarOf("UTC");
  const now = new Date("2026-03-02T09:00:00Z");
  const due = (from: Parameters<typeof dueDay>[0]): string => isoOfDay(dueDay(from, days, calendar, now));

  test("count from what the type says, and never end today or earlier", () => {
    expect(due({ type: "NEW_JOINER", joinDate: "2026-02-20" })).toBe("2026-03-22");
    expect(due({ type: "NEW_JOINER", joinDate: "2019-01-01" })).toBe("2026-03-03");
    expect(due({ type: "NEW_JOINER", joinDate: "" })).toBe("2026-04-01");
    expect(due({ type: "NEW_VERSION", since: new Date("2026-03-01T23:00:00Z") })).toBe("2026-03-31");
    expect(due({ type: "MANUAL", days: 3 })).toBe("2026-03-05");
    expect(due({ type: "MANUAL", days: 0 })).toBe("2026-04-01");
    expect(due({ type: "PERIODIC", signTime: new Date("2025-04-01T00:00:00Z"), days: 0 })).toBe("2026-04-01");
    expect(due({ type: "PERIODIC", signTime: new Date("2020-04-01T00:00:00Z"), days: 0 })).toBe("2026-03-03");
  });

  test("a renewal is asked for 30 days before the signature runs out", () => {
    const renewal = renewalOf(new Date("2026-03-02T09:00:00Z"), 365, calendar);
    expect(renewal.renewalDueTime.toISOString()).toBe("2027-03-02T23:59:59.999Z");
    expect(renewal.nextStepTime.toISOString()).toBe("2027-01-31T09:00:00.000Z");
  });
});
