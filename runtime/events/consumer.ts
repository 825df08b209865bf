import { type DescMessage, fromBinary } from "@bufbuild/protobuf";
import { AckPolicy, type Consumer, type ConsumerMessages, type JsMsg } from "@nats-io/jetstream";
import { nanos } from "@nats-io/transport-node";
import type { Connection, Model } from "mongoose";
import type { Actor } from "../auth/principal.ts";
import { serviceActor } from "../auth/principal.ts";
import type { Clock } from "../clock.ts";
import { DAY_MS } from "../clock.ts";
import type { Foreground } from "../lifecycle/foreground.ts";
import type { Logger } from "../log/logger.ts";
import { type Change, DuplicateKeyError, insert, StaleWriteError } from "../mongo/change.ts";
import { defineModel, defineSchema } from "../mongo/model.ts";
import type { Commit } from "../mongo/unit-of-work.ts";
import { deadLetter } from "./dead-letters.ts";
import { type EventDraft, type ReceivedEvent, subjectOf } from "./event.ts";
import { HeldMessages } from "./held-messages.ts";
import { KeyedQueue } from "./keyed-queue.ts";
import { type Bus, ensureConsumer } from "./streams.ts";
import { readAttributes } from "./wire.ts";

/** What handling an event changes; committed together with the memory that it was handled. */
export interface Effect {
  readonly changes?: readonly Change[];
  readonly events?: readonly EventDraft[];
  /** Who caused the drafted events. Default: the actor of the handled event. */
  readonly actor?: Actor;
}

/** Handles one type of event. */
export interface EventHandler<M extends DescMessage = DescMessage> {
  readonly schema: M;
  /**
   * Decides what the event changes here. Called again when what it read has changed meanwhile, or after a failure,
   * so all effects go into the answer. Nothing: the event is of no interest. `tries` is 1 at first and counts those
   * whose effect was stale.
   */
  readonly handle: (event: ReceivedEvent<M>, tries: number) => Promise<Effect | undefined>;
  /** Runs after the effect is durable, such as a nudge for a worker. May be skipped by a crash. */
  readonly afterwards?: (event: ReceivedEvent<M>) => void;
  /**
   * The effect always holds a change that fails with AlreadyHandled at a repetition, so the inbox need not remember
   * the event.
   */
  readonly remembersItself?: true;
}

/** Ties a handler's event type to its function. */
export const on = <M extends DescMessage>(
  schema: M,
  handle: EventHandler<M>["handle"],
  afterwards?: EventHandler<M>["afterwards"],
): EventHandler => ({ schema, handle, ...(afterwards ? { afterwards } : {}) }) as unknown as EventHandler;

/** Events handled at once; their effects are committed as groups. */
const CONCURRENCY = 128;
/** Messages on their way here or waiting to be taken; as these are not held yet, they are few. */
const PREFETCH = 64;
/** How long the server waits for a word about a message before it gives it to another process, in ms; see HeldMessages. */
export const DEFAULT_ACK_WAIT_MS = 10_000;
/** Waits before deliveries 2, 3, … in ms; an event that fails once more after them is a dead letter. */
export const DEFAULT_REDELIVERY_MS: readonly number[] = [200, 1_000, 5_000, 30_000];
/** How often an event that only a newer version of this service knows comes here, until that version runs alone. */
const UNKNOWN_DELIVERIES = 100;
const STALE_TRIES = 8;

interface InboxRow {
  _id: string;
  at: Date;
}

const inboxSchema = defineSchema<InboxRow>("inbox", {
  _id: { type: String, required: true },
  at: { type: Date, required: true },
});
inboxSchema.index({ at: 1 }, { expireAfterSeconds: (45 * DAY_MS) / 1000 });

/** The memory of handled events in one service's database. */
export const inboxModel = (database: Connection): Model<InboxRow> =>
  defineModel(database, "Inbox", inboxSchema);

/** What a consumer runs on. */
export interface ConsumerDependencies {
  readonly service: string;
  readonly bus: Bus;
  readonly database: Connection;
  readonly commit: Commit;
  readonly foreground: Foreground;
  readonly clock: Clock;
  readonly log: Logger;
  /** See DEFAULT_REDELIVERY_MS. */
  readonly redeliveryMs: readonly number[];
  /** See DEFAULT_ACK_WAIT_MS. */
  readonly ackWaitMs: number;
}

/**
 * One service's durable pull consumer. Events of one subject (resource) are handled in the order they arrived,
 * others side by side; an event's effect happens once however often it is delivered.
 */
export class EventConsumer {
  readonly #deps: ConsumerDependencies;
  readonly #handlers: ReadonlyMap<string, EventHandler>;
  readonly #inbox: Model<InboxRow>;
  readonly #queue = new KeyedQueue(CONCURRENCY);
  readonly #held: HeldMessages;
  #messages: ConsumerMessages | undefined;
  #loop: Promise<void> | undefined;

  constructor(deps: ConsumerDependencies, handlers: readonly EventHandler[]) {
    this.#deps = deps;
    this.#inbox = inboxModel(deps.database);
    this.#held = new HeldMessages(deps.ackWaitMs);
    this.#handlers = new Map(handlers.map((handler) => [handler.schema.typeName, handler]));
    if (this.#handlers.size !== handlers.length)
      throw new Error(`${deps.service} has two handlers for one event`);
  }

  /** Creates or updates the durable consumer, and begins to pull. */
  async start(): Promise<void> {
    if (this.#handlers.size === 0) return;
    const consumer = await this.#ensureConsumer();
    this.#messages = await consumer.consume({ max_messages: PREFETCH, threshold_messages: PREFETCH / 2 });
    this.#loop = this.#pull(this.#messages);
  }

  /** Stops pulling and waits for what is being handled. */
  async stop(): Promise<void> {
    await this.#messages?.close();
    await this.#loop;
    await this.#queue.idle();
    this.#held.close();
  }

  async #ensureConsumer(): Promise<Consumer> {
    const { bus, service, ackWaitMs } = this.#deps;
    await ensureConsumer(bus, {
      durable_name: service,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(ackWaitMs),
      max_ack_pending: CONCURRENCY * 4,
      max_deliver: -1,
      filter_subjects: [...this.#handlers.values()].map((h) => bus.address(subjectOf(h.schema))),
    });
    return bus.js.consumers.get(bus.stream, service);
  }

  async #pull(messages: ConsumerMessages): Promise<void> {
    for await (const message of messages) {
      this.#held.hold(message);
      await this.#deps.foreground.turn();
      await this.#queue.add(this.#keyOf(message), () => this.#handleMessage(message));
    }
  }

  /** What is handled one after another. */
  #keyOf(message: JsMsg): string {
    return message.headers?.get("ce-subject") || message.subject;
  }

  async #handleMessage(message: JsMsg): Promise<void> {
    try {
      await this.#handle(message);
      message.ack();
    } catch (error) {
      await this.#failed(message, error);
    } finally {
      this.#held.release(message);
    }
  }

  /** Asks for the event again, later; in the end it is a dead letter. */
  async #failed(message: JsMsg, error: unknown): Promise<void> {
    const { log, bus, service } = this.#deps;
    const delivery = message.info.deliveryCount;
    const delayMs = this.#delayMs(delivery, error);
    const facts = { err: error, subject: message.subject, event: message.headers?.get("ce-id"), delivery };
    if (delayMs !== undefined) {
      log.warn(facts, "handling an event failed; it will be delivered again");
      message.nak(delayMs);
      return;
    }
    try {
      await deadLetter(bus, service, message, error);
      message.term("dead letter");
      log.error(facts, "handling an event failed too often; it is a dead letter now");
    } catch (why) {
      log.error(
        { ...facts, why },
        "handling an event failed, and so did keeping it; it will be delivered again",
      );
    }
  }

  #delayMs(delivery: number, error: unknown): number | undefined {
    const { redeliveryMs } = this.#deps;
    const ofOthers = error instanceof UnknownEvent && delivery < UNKNOWN_DELIVERIES;
    return ofOthers ? redeliveryMs[Math.min(delivery, redeliveryMs.length) - 1] : redeliveryMs[delivery - 1];
  }

  #remembrance(eventId: string): Change {
    const row = { _id: eventId, at: this.#deps.clock.now() };
    return insert(this.#inbox, row, { orElse: () => new AlreadyHandled() });
  }

  async #handle(message: JsMsg): Promise<void> {
    const attributes = readAttributes(message.headers);
    const handler = this.#handlers.get(attributes.type);
    if (!handler) throw new UnknownEvent(attributes.type);
    const event: ReceivedEvent = {
      ...attributes,
      message: fromBinary(handler.schema, message.data),
      body: message.data,
    };
    for (let tries = 1; ; tries++) {
      const effect = await handler.handle(event, tries);
      if (!effect) return;
      try {
        await this.#deps.commit({
          changes: [
            ...(effect.changes ?? []),
            ...(handler.remembersItself ? [] : [this.#remembrance(event.id)]),
          ],
          events: effect.events ?? [],
          actor: effect.actor ?? event.actor ?? serviceActor(this.#deps.service, "event"),
        });
        handler.afterwards?.(event);
        return;
      } catch (error) {
        if (error instanceof AlreadyHandled) return;
        const stale = error instanceof StaleWriteError || error instanceof DuplicateKeyError;
        if (!stale || tries >= STALE_TRIES) throw error;
        if (await this.#inbox.exists({ _id: event.id })) return;
      }
    }
  }
}

/** A newer version of this service, running beside this one, has asked for a type of event: it is left to that one. */
class UnknownEvent extends Error {
  constructor(type: string) {
    super(`this version of the service does not handle ${type}`);
    this.name = "UnknownEvent";
  }
}

/**
 * The effect of an event is there already: the delivery is a repetition and is acknowledged. A change whose own unique
 * key proves the same (a row under the event's id, say) gives it as `orElse`; it outlives the inbox.
 */
export class AlreadyHandled extends Error {
  constructor() {
    super("the event was handled before");
    this.name = "AlreadyHandled";
  }
}
