/** Calls under way at once from which on others step back; fewer leave the process time for everything. */
const BUSY_CALLS = 8;
/** Longest time for which work in the background steps back at a stretch, in ms. */
const PATIENCE_MS = 5_000;

/**
 * Lets the work that nobody waits for (publishing events, following them) step back while many people are being
 * served, for at most five seconds at a stretch: a burst is answered first and followed up right after it, and
 * a load that lasts gets both side by side.
 */
export class Foreground {
  readonly #busyCalls: number;
  readonly #patienceMs: number;
  #calls = 0;
  #waiting: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** The stretch has lasted too long: nobody steps back until it ends. */
  #impatient = false;

  constructor(busyCalls = BUSY_CALLS, patienceMs = PATIENCE_MS) {
    this.#busyCalls = busyCalls;
    this.#patienceMs = patienceMs;
  }

  /** A call that somebody waits for begins. */
  enter(): void {
    this.#calls += 1;
    if (this.#calls !== this.#busyCalls) return;
    this.#timer = setTimeout(() => {
      this.#impatient = true;
      this.#release();
    }, this.#patienceMs);
    this.#timer.unref();
  }

  /** A call that has entered ends. */
  leave(): void {
    this.#calls -= 1;
    if (this.#calls !== this.#busyCalls - 1) return;
    clearTimeout(this.#timer);
    this.#impatient = false;
    this.#release();
  }

  /** Resolves when it is the background's turn; undefined when it is right now. */
  turn(): Promise<void> | undefined {
    if (this.#calls < this.#busyCalls || this.#impatient) return undefined;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }
}
