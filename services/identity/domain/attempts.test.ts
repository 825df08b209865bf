import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { ATTEMPT_WINDOW_MS, retryAfterSeconds } from "./attempts.ts";

const NOW = new Date("2026-03-02T09:00:00Z");
const failureTimes = fc.array(
  fc.integer({ min: 0, max: 2 * ATTEMPT_WINDOW_MS }).map((agoMs) => new Date(NOW.getTime() - agoMs)),
  { maxLength: 30 },
);
const counting = (failures: readonly Date[], at: Date): number =>
  failures.filter((failure) => at.getTime() - failure.getTime() < ATTEMPT_WINDOW_MS).length;

test("a try is admitted exactly when fewer failures than the limit count, and the wait is no second too long", () => {
  fc.assert(
    fc.property(failureTimes, fc.integer({ min: 1, max: 12 }), (failures, limit) => {
      const seconds = retryAfterSeconds(failures, limit, NOW);
      expect(seconds === 0).toBe(counting(failures, NOW) < limit);
      const after = (s: number): Date => new Date(NOW.getTime() + s * 1000);
      expect(counting(failures, after(seconds))).toBeLessThan(limit);
      if (seconds > 0) expect(counting(failures, after(seconds - 1))).toBeGreaterThanOrEqual(limit);
    }),
  );
});

test("nobody waits longer than the window", () => {
  fc.assert(
    fc.property(failureTimes, (failures) => {
      expect(retryAfterSeconds(failures, 10, NOW)).toBeLessThanOrEqual(ATTEMPT_WINDOW_MS / 1000);
    }),
  );
});
