/** Where every service reads the time, so that a test can drive it. */
export interface Clock {
  /** The present instant. */
  now(): Date;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };

/** One day in milliseconds. */
export const DAY_MS = 86_400_000;

/** A clock that stands still until it is told to move. For tests and replays. */
export class ManualClock implements Clock {
  #ms: number;

  constructor(start: Date) {
    this.#ms = start.getTime();
  }

  now(): Date {
    return new Date(this.#ms);
  }

  /** Moves the clock forward by `ms` milliseconds. */
  advance(ms: number): void {
    this.#ms += ms;
  }

  /** Sets the clock to an instant, earlier ones included. */
  set(at: Date): void {
    this.#ms = at.getTime();
  }
}
