/**
 * Runs tasks side by side, those of one key one after another, at most `limit` at once.
 * `add` waits while the queue is full: back-pressure on whoever reads the stream.
 */
export class KeyedQueue {
  readonly #limit: number;
  readonly #tails = new Map<string, Promise<void>>();
  #held = 0;
  #waiters: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves when there is room and the task is queued. The task must not throw. */
  async add(key: string, task: () => Promise<void>): Promise<void> {
    while (this.#held >= this.#limit) await new Promise<void>((resolve) => this.#waiters.push(resolve));
    this.#held += 1;
    const tail = (this.#tails.get(key) ?? Promise.resolve()).then(task).finally(() => {
      this.#held -= 1;
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
      for (const wake of this.#waiters.splice(0)) wake();
    });
    this.#tails.set(key, tail);
  }

  /** Resolves when nothing is queued or running. */
  async idle(): Promise<void> {
    while (this.#tails.size > 0) await Promise.allSettled(this.#tails.values());
  }
}
