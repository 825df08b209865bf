/** Length of the window in which calls are counted, in ms. */
export const WINDOW_MS = 60_000;

/** Calls counted in the present window and in the one before it. Windows begin at full minutes. */
export interface Counted {
  /** Number of the present window since the epoch. */
  window: number;
  present: number;
  before: number;
}

/** A count of nothing. */
export const nothing = (nowMs: number): Counted => ({ window: windowOf(nowMs), present: 0, before: 0 });

const windowOf = (nowMs: number): number => Math.floor(nowMs / WINDOW_MS);

/** Brings a count to the present: what was present becomes what was before. A clock that went back changes nothing. */
export function advance(counted: Counted, nowMs: number): void {
  const steps = windowOf(nowMs) - counted.window;
  if (steps <= 0) return;
  counted.before = steps === 1 ? counted.present : 0;
  counted.present = 0;
  counted.window += steps;
}

/**
 * How long to wait until one more call keeps to `limit` calls a minute, in ms; 0: it does now. Calls in the window
 * before are taken as spread evenly, so they leave the last minute little by little. `counted` is at the present.
 */
export function waitMs(counted: Counted, limit: number, nowMs: number): number {
  const into = Math.max(0, nowMs - counted.window * WINDOW_MS);
  const free = limit - 1;
  if (counted.present <= free) {
    const fits = fitsAt(counted.before, free - counted.present);
    return Math.max(0, fits - into);
  }
  // Full: in the next window these calls are the ones before.
  return WINDOW_MS - into + fitsAt(counted.present, free);
}

/** How far into a window, in whole ms, no more than `room` of the calls of the window before still count. */
function fitsAt(before: number, room: number): number {
  if (before <= room) return 0;
  return WINDOW_MS - Math.floor((WINDOW_MS * Math.max(0, room)) / before);
}
