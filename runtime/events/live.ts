import type { DescMessage } from "@bufbuild/protobuf";
import { headers, type Subscription } from "@nats-io/transport-node";
import { subjectOf } from "./event.ts";
import type { Bus } from "./streams.ts";

/** Which events wake a watcher. */
export interface Watched {
  readonly customerId: string;
  readonly events: readonly DescMessage[];
  /** Names of signals that wake it too; see `signal`. */
  readonly signals?: readonly string[];
  /**
   * Whether a watcher of the customer is to look again for this event; called for each event and watcher, so it must
   * be quick. The same event has the same `body` object for all watchers. Default: for every event. Signals always wake.
   */
  readonly concerns?: (event: PassingEvent) => boolean;
}

/** An event that passes on the bus. */
export interface PassingEvent {
  /** Full protobuf name. */
  readonly type: string;
  readonly body: Uint8Array;
}

/** A signal's subject: outside the event stream, so nothing of it is stored. */
const signalSubject = (name: string): string => `live.${name}`;

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
    const watcher = new Watcher(watched.customerId, watched.concerns);
    const subjects = [...watched.events.map(subjectOf), ...(watched.signals ?? []).map(signalSubject)];
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

  /**
   * Wakes watchers on every replica without an event: for changes of what they show that are no domain events, such
   * as counts. Call it after the commit. `name` starts with the service, such as `compliance.folded`.
   */
  signal(name: string, customerId: string): void {
    const { connection, address } = this.#bus;
    if (connection.isClosed()) return;
    const attributes = headers();
    attributes.set("ce-customerid", customerId);
    connection.publish(address(signalSubject(name)), undefined, { headers: attributes });
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
        const passing = { type: message.headers?.get("ce-type") ?? "", body: message.data };
        for (const candidate of this.#watchers.get(subject) ?? []) candidate.wake(customerId, passing);
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
  readonly #concerns: Watched["concerns"];
  #woken = false;
  #resolve: (() => void) | undefined;

  constructor(customerId: string, concerns: Watched["concerns"]) {
    this.#customerId = customerId;
    this.#concerns = concerns;
  }

  wake(customerId: string, passing: PassingEvent): void {
    if (customerId !== this.#customerId) return;
    if (passing.type !== "" && this.#concerns?.(passing) === false) return;
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
