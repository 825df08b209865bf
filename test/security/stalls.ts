/** A time in which nothing else ran, in ms, and what was under way when it ended. */
export interface Stall {
  readonly ms: number;
  readonly during: readonly string[];
}

const EVERY_MS = 50;

/** Watches for work that holds the event loop and so keeps everybody else waiting. */
export class Stalls {
  readonly #underWay = new Map<number, string>();
  readonly #timer: NodeJS.Timeout;
  readonly #seen: Stall[] = [];
  #next = 0;
  #lastMs = performance.now();

  constructor(fromMs: number) {
    this.#timer = setInterval(() => {
      const nowMs = performance.now();
      const ms = Math.round(nowMs - this.#lastMs - EVERY_MS);
      if (ms > fromMs) this.#seen.push({ ms, during: [...this.#underWay.values()] });
      this.#lastMs = nowMs;
    }, EVERY_MS);
  }

  /** Notes that something begins; call the result when it ended. */
  begin(what: string): () => void {
    const number = this.#next++;
    this.#underWay.set(number, what);
    return () => this.#underWay.delete(number);
  }

  /** Ends the watch; gives the stalls, the longest first. */
  stop(): readonly Stall[] {
    clearInterval(this.#timer);
    return this.#seen.toSorted((one, other) => other.ms - one.ms);
  }
}
