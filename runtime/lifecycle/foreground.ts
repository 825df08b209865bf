/** Calls under way at once from which on others step back; fewer leave the process time for everything. */
const BUSY_CALLS = 8;
/** How long fewer must be under way before the others go on, in ms: in a burst calls come and end in waves. */
const QUIET_MS = 30;
/** Longest time for which work in the background steps back at a stretch, in ms. */
const PATIENCE_MS = 5_000;

/** When a burst begins, when it is over, and how long it may hold the background up; see BUSY_CALLS … PATIENCE_MS. */
export interface ForegroundLimits {
  readonly busyCalls: number;
  readonly quietMs: number;
  readonly patienceMs: number;
}

/**
 * Lets the work that nobody waits for (publishing events, following them) step back while many people are being
 * served, for at most five seconds at a stretch: a burst is answered first and followed up right after it, and
 * a load that lasts gets both side by side.
 */
export class Foreground {
  readonly #limits: ForegroundLimits;
  #calls = 0;
  #waiting: (() => void)[] = [];
  /** A burst: "impatient" when it has lasted too long, and nobody steps back until it ends. */
  #burst: "none" | "young" | "impatient" = "none";
  #patience: NodeJS.Timeout | undefined;
  #quiet: NodeJS.Timeout | undefined;

  constructor(limits: Partial<ForegroundLimits> = {}) {
    this.#limits = { busyCalls: BUSY_CALLS, quietMs: QUIET_MS, patienceMs: PATIENCE_MS, ...limits };
  }

  /** A call that somebody waits for begins. */
  enter(): void {
    this.#calls += 1;
    if (this.#calls !== this.#limits.busyCalls) return;
    clearTimeout(this.#quiet);
    if (this.#burst !== "none") return;
    this.#burst = "young";
    this.#patience = setTimeout(() => {
      this.#burst = "impatient";
      this.#release();
    }, this.#limits.patienceMs).unref();
  }

  /** A call that has entered ends. */
  leave(): void {
    this.#calls -= 1;
    if (this.#calls !== this.#limits.busyCalls - 1) return;
    this.#quiet = setTimeout(() => {
      clearTimeout(this.#patience);
      this.#burst = "none";
      this.#release();
    }, this.#limits.quietMs);
  }

  /** Resolves when it is the background's turn; undefined when it is right now. */
  turn(): Promise<void> | undefined {
    if (this.#burst !== "young") return undefined;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }
}
