import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { DAY_MS } from "../../../runtime/clock.ts";
import {
  type KeyLife,
  PUBLISHED_AHEAD_MS,
  rotationSteps,
  SIGNS_MS,
  VERIFIES_AFTER_MS,
} from "./key-rotation.ts";

/** The keys after the steps, as the job leaves them. */
function apply(keys: readonly KeyLife[], now: Date): KeyLife[] {
  let left = [...keys];
  for (const step of rotationSteps(keys, now)) {
    if (step.kind === "publish")
      left.push({ _id: `key${now.getTime()}`, state: "PUBLISHED", createTime: now });
    if (step.kind === "remove") left = left.filter((key) => key._id !== step.key);
    if (step.kind === "activate")
      left = left.map((key) => {
        if (key._id === step.retire) return { ...key, state: "RETIRED", retireTime: now };
        return key._id === step.next ? { ...key, state: "ACTIVE", activateTime: now } : key;
      });
  }
  return left;
}

test("whenever the job runs, one key signs, it was published ahead, and every token verifies as long as it lives", () => {
  const start = new Date("2026-01-01T00:00:00Z");
  const first: KeyLife = { _id: "first", state: "ACTIVE", createTime: start, activateTime: start };
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 60_000, max: 20 * DAY_MS }), { maxLength: 60 }), (pauses) => {
      let keys: KeyLife[] = [first];
      let now = start;
      for (const pauseMs of pauses) {
        now = new Date(now.getTime() + pauseMs);
        const before = keys;
        keys = apply(keys, now);
        expect(keys.filter((key) => key.state === "ACTIVE")).toHaveLength(1);
        const active = keys.find((key) => key.state === "ACTIVE");
        if (active && active._id !== "first") {
          const aheadMs = (active.activateTime?.getTime() ?? 0) - active.createTime.getTime();
          expect(aheadMs).toBeGreaterThanOrEqual(PUBLISHED_AHEAD_MS);
        }
        for (const gone of before.filter((key) => !keys.some((kept) => kept._id === key._id)))
          expect(now.getTime() - (gone.retireTime?.getTime() ?? Number.NaN)).toBeGreaterThanOrEqual(
            VERIFIES_AFTER_MS,
          );
      }
    }),
  );
});

test("a key signs for thirty days when the job runs in time", () => {
  const start = new Date("2026-01-01T00:00:00Z");
  let keys: KeyLife[] = [{ _id: "first", state: "ACTIVE", createTime: start, activateTime: start }];
  const retired: number[] = [];
  for (let ms = 0; ms <= 95 * DAY_MS; ms += 600_000) {
    const now = new Date(start.getTime() + ms);
    const next = apply(keys, now);
    if (next.some((key) => key.retireTime?.getTime() === now.getTime())) retired.push(ms);
    keys = next;
  }
  expect(retired).toEqual([SIGNS_MS, 2 * SIGNS_MS, 3 * SIGNS_MS]);
});
