import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { ATTEMPT_RULES, LONGEST_WAIT_MINUTES, retryAfterSeconds, waitMs } from "./attempts.ts";

const MINUTE_MS = 60_000;
const NOW = new Date("2026-03-02T09:00:00Z");
const rule = fc.constantFrom(...Object.values(ATTEMPT_RULES));
const failureTimes = fc.array(
  fc.integer({ min: 0, max: 30 * 60 * MINUTE_MS }).map((agoMs) => new Date(NOW.getTime() - agoMs)),
  { maxLength: 120 },
);

test("the waits for an account are 1, 2, 4, 8 and then 15 minutes, from the fifth failure on", () => {
  const minutes = Array.from({ length: 12 }, (_, n) => waitMs(n, ATTEMPT_RULES.account) / MINUTE_MS);
  expect(minutes).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15]);
});

test("a further failure never shortens a wait, and nobody waits longer than fifteen minutes", () => {
  fc.assert(
    fc.property(failureTimes, rule, (failures, rule) => {
      const seconds = retryAfterSeconds(failures, rule, NOW);
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(seconds).toBeLessThanOrEqual(LONGEST_WAIT_MINUTES * 60);
      expect(retryAfterSeconds([...failures, NOW], rule, NOW)).toBeGreaterThanOrEqual(seconds);
    }),
  );
});

test("who waits as long as they are told is admitted, and whoever has failed less than the free times at once", () => {
  fc.assert(
    fc.property(failureTimes, rule, (failures, rule) => {
      const seconds = retryAfterSeconds(failures, rule, NOW);
      const then = new Date(NOW.getTime() + seconds * 1000);
      expect(retryAfterSeconds(failures, rule, then)).toBe(0);
      const counting = failures.filter((at) => NOW.getTime() - at.getTime() < rule.windowMs);
      if (counting.length < rule.free) expect(seconds).toBe(0);
    }),
  );
});

test("whoever tries as often as they can has no more than a hundred guesses a day at one account", () => {
  const failures: Date[] = [];
  for (let now = NOW; now.getTime() < NOW.getTime() + 24 * 60 * MINUTE_MS; ) {
    const seconds = retryAfterSeconds(failures, ATTEMPT_RULES.account, now);
    if (seconds === 0) failures.push(now);
    now = new Date(now.getTime() + Math.max(1, seconds) * 1000);
  }
  expect(failures.length).toBeLessThanOrEqual(105);
});
