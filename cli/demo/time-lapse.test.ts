import { expect, test } from "@jest/globals";
import { DAY_MS, ManualClock } from "../../runtime/clock.ts";
import { TimeLapse } from "./time-lapse.ts";

const NOW = new Date("2026-03-02T09:00:00Z");

test("begins in the past, moves only forward, and ends in the present", () => {
  const clock = new ManualClock(NOW);
  const lapse = new TimeLapse(clock);
  const daysAgo = () => (clock.now().getTime() - lapse.now().getTime()) / DAY_MS;
  expect(daysAgo()).toBe(75);
  lapse.to(30);
  lapse.to(60);
  expect(daysAgo()).toBe(30);
  clock.advance(5_000);
  expect(daysAgo()).toBe(30);
  lapse.end();
  expect(lapse.now()).toEqual(clock.now());
});

test("accounts and customers never leave the present", () => {
  const lapse = new TimeLapse(new ManualClock(NOW));
  expect(lapse.clockOf("identity")).toBeUndefined();
  expect(lapse.clockOf("customer")).toBeUndefined();
  expect(lapse.clockOf("acknowledgement")).toBe(lapse);
});
