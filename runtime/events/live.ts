import type { DescMessage } from "@bufbuild/protobuf";
import type { Subscription } from "@nats-io/transport-node";
import { subjectOf } from "./event.ts";
import type { Bus } from "./streams.ts";

/** Which events wake a watcher. */
export interface Watched {
  readonly customerId: string;
  readonly events: readonly DescMessage[];
}

/**
 * Tells streams of this process that something has happened, on whichever replica it happened. A wake-up says only
 * "look again": the database is what is read, so a lost or doubled one does no harm. `fallbackMs` bounds how long a
 * lost one stays unnoticed.
 */
export class LiveEvents {
  readonly #bus: Bus;
  readonly #watchers = new Map<string, Set<Watcher>>();
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  /**
   * Yields once at the start and then after events that match, several in quick succession as one, until the signal
   * aborts. Waits at most `fallbackMs` between two yields.
   */
  async *changes(watched: Watched, signal: AbortSignal, fallbackMs = 15_000): AsyncIterable<void> {
    const watcher = new Watcher(watched.customerId);
    const subjects = watched.events.map(subjectOf);
    for (const subject of subjects) this.#watch(subject, watcher);
    try {
      while (!signal.aborted) {
        yield;
        await watcher.wait(signal, fallbackMs);
      }
    } finally {
      for (const subject of subjects) this.#unwatch(subject, watcher);
    }
  }

  #watch(subject: string, watcher: Watcher): void {
    const watchers = this.#watchers.get(subject) ?? new Set();
    watchers.add(watcher);
    this.#watchers.set(subject, watchers);
    if (this.#subscriptions.has(subject)) return;
    const subscription = this.#bus.connection.subscribe(this.#bus.address(subject), {
      callback: (error, message) => {
        if (error) return;
        const customerId = message.headers?.get("ce-customerid") ?? "";
        for (const candidate of this.#watchers.get(subject) ?? []) candidate.wake(customerId);
      },
    });
    this.#subscriptions.set(subject, subscription);
  }

  #unwatch(subject: string, watcher: Watcher): void {
    const watchers = this.#watchers.get(subject);
    watchers?.delete(watcher);
    if (watchers?.size !== 0) return;
    this.#watchers.delete(subject);
    this.#subscriptions.get(subject)?.unsubscribe();
    this.#subscriptions.delete(subject);
  }
}

class Watcher {
  readonly #customerId: string;
  #woken = false;
  #resolve: (() => void) | undefined;

  constructor(customerId: string) {
    this.#customerId = customerId;
  }

  wake(customerId: string): void {
    if (customerId !== this.#customerId) return;
    this.#woken = true;
    this.#resolve?.();
  }

  async wait(signal: AbortSignal, mostMs: number): Promise<void> {
    if (!this.#woken && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          signal.removeEventListener("abort", done);
          this.#resolve = undefined;
          resolve();
        };
        const timer = setTimeout(done, mostMs);
        signal.addEventListener("abort", done, { once: true });
        this.#resolve = done;
      });
    }
    this.#woken = false;
  }
}
