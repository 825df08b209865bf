import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  afterAttempt,
  deliveryIdOf,
  MAX_TRIES,
  notificationIdOf,
  type Outcome,
  pauseMs,
} from "./delivery.ts";

const now = new Date("2026-03-02T09:00:00Z");
const outcomes = fc.constantFrom<Outcome>(
  { result: "sent" },
  { result: "refused", error: "550" },
  { result: "unknown", error: "?" },
  { result: "deferred", error: "451" },
);

describe("a delivery", () => {
  test("ends within its attempts, and only a deferred one goes on", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(outcomes, { minLength: MAX_TRIES, maxLength: 20 }), (_id, all) => {
        let tries = 0;
        for (const outcome of all) {
          const after = afterAttempt({ _id, tries }, outcome, now);
          expect(after.tries).toBe(tries + 1);
          expect(after.nextAttemptTime !== undefined).toBe(after.state === "pending");
          expect(after.attempt.error === "").toBe(after.state === "sent");
          if (after.state !== "pending") return;
          expect(outcome.result).toBe("deferred");
          tries = after.tries;
          expect(tries).toBeLessThan(MAX_TRIES);
        }
        throw new Error("it never ended");
      }),
    );
  });

  test("waits longer each time, up to a day and within a fifth of the plan", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 50 }), (id, tries) => {
        const planned = Math.min(60_000 * 4 ** (tries - 1), 12 * 3_600_000);
        const pause = pauseMs(id, tries);
        expect(pause).toBe(pauseMs(id, tries));
        expect(Math.abs(pause - planned)).toBeLessThanOrEqual(planned * 0.2 + 1);
      }),
    );
  });

  test("keeps only the beginning of a long error", () => {
    const after = afterAttempt({ _id: "x", tries: 0 }, { result: "refused", error: "e".repeat(9000) }, now);
    expect(after.attempt.error).toHaveLength(500);
  });

  test("in an inbox and its notification have ids that lead to each other", () => {
    expect(notificationIdOf("dlv_abc")).toBe("ntf_abc");
    expect(deliveryIdOf("ntf_abc")).toBe("dlv_abc");
  });
});
