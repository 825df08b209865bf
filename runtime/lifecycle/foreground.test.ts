import { describe, expect, jest, test } from "@jest/globals";
import { Foreground } from "./foreground.ts";

const BUSY = 3;
const PATIENCE_MS = 1_000;

describe("the foreground", () => {
  const entered = (calls: number): Foreground => {
    const foreground = new Foreground(BUSY, PATIENCE_MS);
    for (let i = 0; i < calls; i++) foreground.enter();
    return foreground;
  };

  /** Whether a turn has come by now. */
  const come = async (turn: Promise<void> | undefined): Promise<boolean> =>
    turn === undefined || Promise.race([turn.then(() => true), Promise.resolve().then(() => false)]);

  test("leaves the background alone while few calls are under way", async () => {
    expect(await come(entered(BUSY - 1).turn())).toBe(true);
  });

  test("makes it wait while many are, and no longer", async () => {
    const foreground = entered(BUSY);
    const turn = foreground.turn();
    expect(await come(turn)).toBe(false);
    foreground.leave();
    expect(await come(turn)).toBe(true);
    expect(await come(foreground.turn())).toBe(true);
  });

  test("makes nobody wait longer than its patience at a stretch, and is patient again at the next", async () => {
    jest.useFakeTimers();
    try {
      const foreground = entered(BUSY);
      const turn = foreground.turn();
      jest.advanceTimersByTime(PATIENCE_MS - 1);
      expect(await come(turn)).toBe(false);
      jest.advanceTimersByTime(1);
      expect(await come(turn)).toBe(true);
      expect(await come(foreground.turn())).toBe(true);
      foreground.leave();
      foreground.enter();
      expect(await come(foreground.turn())).toBe(false);
    } finally {
      jest.useRealTimers();
    }
  });
});
