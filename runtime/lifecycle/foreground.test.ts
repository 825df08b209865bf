import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { Foreground } from "./foreground.ts";

const BUSY = 3;
const QUIET_MS = 20;
const PATIENCE_MS = 1_000;

describe("the foreground", () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const entered = (calls: number): Foreground => {
    const foreground = new Foreground({ busyCalls: BUSY, quietMs: QUIET_MS, patienceMs: PATIENCE_MS });
    for (let i = 0; i < calls; i++) foreground.enter();
    return foreground;
  };

  /** Whether a turn has come by now. */
  const come = async (turn: Promise<void> | undefined): Promise<boolean> =>
    turn === undefined || Promise.race([turn.then(() => true), Promise.resolve().then(() => false)]);

  test("leaves the background alone while few calls are under way", async () => {
    expect(await come(entered(BUSY - 1).turn())).toBe(true);
  });

  test("makes it wait while many are and shortly after, and no longer", async () => {
    const foreground = entered(BUSY);
    const turn = foreground.turn();
    foreground.leave();
    jest.advanceTimersByTime(QUIET_MS - 1);
    expect(await come(turn)).toBe(false);
    jest.advanceTimersByTime(1);
    expect(await come(turn)).toBe(true);
    expect(await come(foreground.turn())).toBe(true);
  });

  test("a burst that comes in waves is one: its stretch goes on, and so does the wait", async () => {
    const foreground = entered(BUSY);
    const turn = foreground.turn();
    for (let waves = 0; waves < PATIENCE_MS / QUIET_MS - 1; waves++) {
      for (let i = 0; i < BUSY; i++) foreground.leave();
      jest.advanceTimersByTime(QUIET_MS - 1);
      for (let i = 0; i < BUSY; i++) foreground.enter();
      jest.advanceTimersByTime(1);
      expect(await come(turn)).toBe(false);
    }
    jest.advanceTimersByTime(QUIET_MS);
    expect(await come(turn)).toBe(true);
  });

  test("makes nobody wait longer than its patience at a stretch, and is patient again at the next", async () => {
    const foreground = entered(BUSY);
    const turn = foreground.turn();
    jest.advanceTimersByTime(PATIENCE_MS - 1);
    expect(await come(turn)).toBe(false);
    jest.advanceTimersByTime(1);
    expect(await come(turn)).toBe(true);
    expect(await come(foreground.turn())).toBe(true);
    foreground.leave();
    jest.advanceTimersByTime(QUIET_MS);
    foreground.enter();
    expect(await come(foreground.turn())).toBe(false);
  });
});
