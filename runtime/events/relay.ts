import type { Model } from "mongoose";
import type { Clock } from "../clock.ts";
import type { Foreground } from "../lifecycle/foreground.ts";
import type { Logger } from "../log/logger.ts";
import { eventBody, type OutboxRow, outboxExpiry } from "./outbox.ts";
import type { Bus } from "./streams.ts";
import { eventHeaders } from "./wire.ts";

const BATCH = 500;
const SWEEP_EVERY_MS = 2_000;

/**
 * Publishes a service's outbox to JetStream: rows committed here at once, from memory; rows that another process
 * committed and could not publish (it died) by a sweep. Publishing twice does no harm: JetStream drops a message id it
 * has seen, and consumers remember events.
 */
export class Relay {
  readonly #bus: Bus;
  readonly #model: Model<OutboxRow>;
  readonly #foreground: Foreground;
  readonly #clock: Clock;
  readonly #log: Logger;
  #queue: OutboxRow[] = [];
  #publishing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastSwept = "";

  constructor(bus: Bus, model: Model<OutboxRow>, foreground: Foreground, clock: Clock, log: Logger) {
    this.#bus = bus;
    this.#foreground = foreground;
    this.#model = model;
    this.#clock = clock;
    this.#log = log;
  }

  /** Publishes what an earlier process left, then keeps sweeping. */
  start(): void {
    this.#sweepLater(0);
  }

  /** Takes rows that were just committed. */
  accept(rows: readonly OutboxRow[]): void {
    if (rows.length === 0) return;
    this.#queue.push(...rows);
    this.#kick();
  }

  /** Publishes all that is waiting, from memory and from the database. */
  async flush(): Promise<void> {
    await this.#publishing;
    let rows = await this.#readPending("");
    while (rows.length > 0) {
      await this.#publish(rows);
      rows = await this.#readPending(rows.at(-1)?._id ?? "");
    }
  }

  /** Stops sweeping and publishes what is left in memory. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#publishing;
  }

  #kick(): void {
    this.#publishing ??= this.#drain()
      .catch((error: unknown) =>
        this.#log.warn({ err: error }, "publishing events failed; the sweep will try again"),
      )
      .finally(() => {
        this.#publishing = undefined;
        if (this.#queue.length > 0) this.#kick();
      });
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      await this.#foreground.turn();
      await this.#publish(this.#queue.splice(0, BATCH));
    }
  }

  async #publish(rows: readonly OutboxRow[]): Promise<void> {
    await Promise.all(
      rows.map((row) =>
        this.#bus.js.publish(this.#bus.address(row.address), eventBody(row), {
          msgID: row._id,
          headers: eventHeaders(row),
        }),
      ),
    );
    const published = { $unset: { pending: 1 }, $set: { expireAt: outboxExpiry(this.#clock.now()) } };
    await this.#model.updateMany({ _id: { $in: rows.map((row) => row._id) } }, published, {
      writeConcern: { w: 1 },
    });
  }

  #readPending(after: string): Promise<OutboxRow[]> {
    return this.#model
      .find({ pending: true, ...(after ? { _id: { $gt: after } } : {}) })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean<OutboxRow[]>();
  }

  #sweepLater(delayMs: number): void {
    this.#timer = setTimeout(() => {
      void this.#sweep()
        .catch((error: unknown) => this.#log.warn({ err: error }, "the outbox sweep failed; it goes on"))
        .finally(() => {
          if (this.#timer !== undefined) this.#sweepLater(SWEEP_EVERY_MS);
        });
    }, delayMs);
  }

  /** Publishes only rows that were already there at the sweep before: younger ones are on their way, as are our own. */
  async #sweep(): Promise<void> {
    const own = new Set(this.#queue.map((row) => row._id));
    const rows = (await this.#readPending("")).filter((row) => !own.has(row._id));
    const stale = this.#lastSwept === "" ? rows : rows.filter((row) => row._id <= this.#lastSwept);
    this.#lastSwept = rows.at(-1)?._id ?? "0";
    if (stale.length > 0) await this.#publish(stale);
  }
}
