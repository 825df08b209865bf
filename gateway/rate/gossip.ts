import type { NatsConnection } from "@nats-io/transport-node";
import type { Logger } from "../../runtime/log/logger.ts";
import type { RateLimits, Tally } from "./rate-limits.ts";

/** How often a gateway tells the others what it admitted, in ms. */
export const TELL_EVERY_MS = 250;
/** Names in one message, so that it stays far below NATS's 1 MB. */
const NAMES_PER_MESSAGE = 5_000;

/** A NATS connection to speak over, and the subject as this installation has it. */
export interface GossipLine {
  readonly connection: NatsConnection;
  /** Of core NATS, in no stream: what is not heard is not missed. */
  readonly subject: string;
}

/** The subject of counts, before the installation's prefix. */
export const RATE_SUBJECT = "gateway.rate";

/**
 * Shares counts between gateways: each publishes every 250 ms what it admitted, and adds what the others say. Nothing
 * is stored and no call waits.
 *
 * The bound: R gateways keep to a limit L together but for what the others admitted and had not told yet. So a caller
 * who spreads over all of them gets at most L + (R − 1) × (what one gateway admits in 250 ms and the message's way).
 * Without NATS each gateway keeps to L by itself: at most R × L.
 */
export class RateGossip {
  readonly #limits: RateLimits;
  readonly #line: GossipLine;
  readonly #self: string;
  readonly #log: Logger;
  readonly #timer: NodeJS.Timeout;
  readonly #subscription: ReturnType<NatsConnection["subscribe"]>;

  /** `self` names this gateway among the others. */
  constructor(limits: RateLimits, line: GossipLine, self: string, log: Logger) {
    this.#limits = limits;
    this.#line = line;
    this.#self = self;
    this.#log = log;
    this.#subscription = line.connection.subscribe(line.subject, {
      callback: (error, message) => {
        if (error) this.#log.warn({ err: error }, "rate counts of other gateways can't be heard");
        else this.#hear(message.data);
      },
    });
    this.#timer = setInterval(() => this.tell(), TELL_EVERY_MS);
    this.#timer.unref();
  }

  /** Publishes what was admitted since the last time. */
  tell(): void {
    const tally = this.#limits.drain();
    if (tally.size === 0 || this.#line.connection.isClosed()) return;
    for (const part of parts(tally))
      this.#line.connection.publish(this.#line.subject, JSON.stringify({ from: this.#self, calls: part }));
  }

  /** Tells what is left and stops listening. */
  stop(): void {
    clearInterval(this.#timer);
    this.tell();
    this.#subscription.unsubscribe();
  }

  #hear(data: Uint8Array): void {
    const said = readTally(data);
    if (said && said.from !== this.#self) this.#limits.add(said.calls);
  }
}

function* parts(tally: Tally): Iterable<[string, number][]> {
  const all = [...tally];
  for (let from = 0; from < all.length; from += NAMES_PER_MESSAGE)
    yield all.slice(from, from + NAMES_PER_MESSAGE);
}

/** A message of another gateway; undefined when it is none, as of a newer version. */
function readTally(data: Uint8Array): { from: string; calls: [string, number][] } | undefined {
  let said: unknown;
  try {
    said = JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString());
  } catch {
    return undefined;
  }
  if (typeof said !== "object" || said === null || !("from" in said) || !("calls" in said)) return undefined;
  const { from, calls } = said;
  if (typeof from !== "string" || !Array.isArray(calls)) return undefined;
  const isCount = (pair: unknown): pair is [string, number] =>
    Array.isArray(pair) && typeof pair[0] === "string" && Number.isSafeInteger(pair[1]) && pair[1] > 0;
  return { from, calls: calls.filter(isCount) };
}
