import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { advance, nothing, WINDOW_MS, waitMs } from "./sliding-window.ts";

const START = 1_800_000_000_000;
const gaps = fc.array(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 150_000 })), {
  maxLength: 200,
});

/** Makes calls with gaps between; gives the times of those that were admitted. */
function admitted(limit: number, between: readonly number[]): number[] {
  let nowMs = START;
  const counted = nothing(nowMs);
  return between.flatMap((gap) => {
    nowMs += gap;
    advance(counted, nowMs);
    if (waitMs(counted, limit, nowMs) > 0) return [];
    counted.present += 1;
    return [nowMs];
  });
}

test("no window of a minute admits more than the limit, and no sliding minute more than twice", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), gaps, (limit, between) => {
      const times = admitted(limit, between);
      for (const at of times) {
        const window = Math.floor(at / WINDOW_MS);
        const within = times.filter((t) => Math.floor(t / WINDOW_MS) === window).length;
        const sliding = times.filter((t) => t > at - WINDOW_MS && t <= at).length;
        if (within > limit || sliding > 2 * limit) return false;
      }
      return true;
    }),
  );
});

test("whoever waits as long as told is admitted, and not a moment earlier", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), gaps, (limit, between) => {
      let nowMs = START;
      const counted = nothing(nowMs);
      for (const gap of between) {
        nowMs += gap;
        advance(counted, nowMs);
        const wait = waitMs(counted, limit, nowMs);
        if (wait === 0) {
          counted.present += 1;
          continue;
        }
        const earlier = { ...counted };
        advance(earlier, nowMs + wait - 1);
        expect(waitMs(earlier, limit, nowMs + wait - 1)).toBeGreaterThan(0);
        nowMs += wait;
        advance(counted, nowMs);
        expect(waitMs(counted, limit, nowMs)).toBe(0);
      }
    }),
  );
});

test("after two minutes of rest everything is forgotten", () => {
  const counted = { ...nothing(START), present: 9, before: 9 };
  advance(counted, START + 2 * WINDOW_MS);
  expect([counted.present, counted.before]).toEqual([0, 0]);
});
