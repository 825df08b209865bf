import type { Connection, Model } from "mongoose";
import { notFound } from "../../../runtime/errors.ts";
import { type Change, insert, updateIfPresent, upsertOne } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { ReadTogether } from "../../../runtime/mongo/read-together.ts";
import { type Revisioned, revise } from "../../../runtime/mongo/revision.ts";
import type { AfterAttempt, Channel, DeliveryState } from "../domain/delivery.ts";
import { MOST_ATTEMPTS } from "../domain/delivery.ts";
import type { Kind, Message } from "../domain/message.ts";
import { type DeliveryRow, deliveryModel } from "./delivery-model.ts";

/** Which deliveries to list; undefined or an empty text means all. */
export interface DeliveryFilter {
  readonly states: readonly DeliveryState[] | undefined;
  readonly channels: readonly Channel[] | undefined;
  readonly kinds: readonly Kind[] | undefined;
  readonly address: string;
  readonly eventId: string;
  readonly employeeId: string;
}

/** What makes a delivery of an event unique. */
export const addressingOf = (row: Pick<DeliveryRow, "recipient" | "channel" | "kind">): string =>
  `${row.recipient} ${row.channel} ${row.kind}`;

/** An email address as it is compared. */
export const addressKeyOf = (address: string): string => address.toLowerCase();

const REQUESTED = "acknowledgement_requested" as const;

/** A mail that collects what a person is requested to sign. */
export type RequestedMail = DeliveryRow & Message<typeof REQUESTED>;

type CollectingKey = Pick<DeliveryRow, "recipient" | "collecting">;

/** Mails that are being collected; under each key one of a kind and customer. */
export type Collecting = ReadonlyMap<string, Revisioned>;

const collectingKeyOf = ({ recipient, collecting }: CollectingKey): string => `${recipient} ${collecting}`;

const ALL_STATES: readonly DeliveryState[] = ["pending", "sending", "sent", "failed", "withdrawn"];

/** Named queries and changes on deliveries of customers; what runs by time is in DeliveryQueue. */
export class DeliveryStore {
  readonly #model: Model<DeliveryRow>;
  readonly #addressed: ReadTogether<Set<string>>;

  constructor(database: Connection) {
    this.#model = deliveryModel(database);
    this.#addressed = new ReadTogether((customerId, eventIds) => this.#addressedBy(customerId, eventIds));
  }

  /** A delivery. Throws DELIVERY_NOT_FOUND. */
  async get(customerId: string, id: string): Promise<DeliveryRow> {
    const row = await this.#model.findOne({ _id: id, customerId }).lean<DeliveryRow>();
    if (!row) throw notFound("delivery", id);
    return row;
  }

  /** What an event has caused already, each as `addressingOf`: that is not to be sent again. */
  async addressed(customerId: string, eventId: string): Promise<ReadonlySet<string>> {
    return (await this.#addressed.find(customerId, eventId)) ?? new Set();
  }

  async #addressedBy(customerId: string, eventIds: readonly string[]): Promise<Map<string, Set<string>>> {
    const rows = await this.#model
      .find(
        { eventIds: { $in: eventIds }, customerId },
        { _id: 0, eventIds: 1, recipient: 1, channel: 1, kind: 1 },
      )
      .lean<Pick<DeliveryRow, "eventIds" | "recipient" | "channel" | "kind">[]>();
    const byEvent = new Map<string, Set<string>>();
    for (const row of rows)
      for (const eventId of row.eventIds)
        byEvent.set(eventId, (byEvent.get(eventId) ?? new Set()).add(addressingOf(row)));
    return byEvent;
  }

  /** Lists deliveries, newest first. */
  async list(customerId: string, request: PageRequest, filter: DeliveryFilter): Promise<Page<DeliveryRow>> {
    const window = pageWindow(request, filter);
    const query = this.#model
      .find({ $and: [{ customerId }, ...conditions(filter), afterKey(["_id"], window.after, -1)] })
      .sort({ _id: -1 })
      .limit(window.limit + 1)
      .lean<DeliveryRow[]>();
    const rows = await (isNarrow(filter) ? query : query.hint("by_state"));
    return toPage(rows, window, filter, (row) => [row._id]);
  }

  /** The writes that add deliveries. */
  post(rows: readonly DeliveryRow[]): Change[] {
    return rows.map((row) => insert(this.#model, row));
  }

  /** The mails that are being collected for people, by recipient and `collecting`: what `collectAfter` starts from. */
  async collecting(customerId: string, recipients: readonly string[]): Promise<Collecting> {
    const filter = {
      customerId,
      recipient: { $in: recipients },
      kind: REQUESTED,
      collecting: { $exists: true },
    };
    const rows = await this.#model
      .find(filter, { customerId: 1, recipient: 1, collecting: 1, revision: 1 })
      .hint("one_collecting")
      .lean<(Revisioned & CollectingKey)[]>();
    return new Map(rows.map((row) => [collectingKeyOf(row), row]));
  }

  /**
   * The write that adds a requested item to the mail that is being collected for a person, or begins one with `row`,
   * whose due time then counts. Right whoever else does the same at once.
   */
  collect(row: RequestedMail): Change {
    const { customerId, recipient, kind, collecting, content, eventIds, revision, updateTime, ...fresh } =
      row;
    return upsertOne(
      this.#model,
      { customerId, recipient, kind, collecting },
      {
        $setOnInsert: fresh,
        $set: { updateTime },
        $push: { "content.items": { $each: content.items }, eventIds: { $each: eventIds } },
        $inc: { revision },
      },
    );
  }

  /** The same, decided on what was there: at a fraction of the cost, but stale if somebody else was faster. */
  collectAfter(seen: Collecting, row: RequestedMail): Change {
    const before = seen.get(collectingKeyOf(row));
    if (!before) return insert(this.#model, row);
    return revise(this.#model, before, {
      $set: { updateTime: row.updateTime },
      $push: { "content.items": { $each: row.content.items }, eventIds: { $each: row.eventIds } },
    });
  }

  /** The write that begins an attempt to send a message: what is left of the row's own. */
  claim(row: DeliveryRow, message: Message, now: Date): Change {
    return revise(this.#model, row, {
      $set: { state: "sending", content: message.content, claimTime: now, updateTime: now },
      $unset: { nextAttemptTime: 1, collecting: 1 },
    });
  }

  /** The write that records how an attempt ended; `subject` is the line that was sent. */
  record(row: DeliveryRow, after: AfterAttempt, subject: string): Change {
    const { state, tries, attempt, nextAttemptTime } = after;
    return revise(this.#model, row, {
      $set: {
        state,
        tries,
        subject,
        updateTime: attempt.time,
        ...(nextAttemptTime ? { nextAttemptTime } : {}),
      },
      $unset: { claimTime: 1 },
      $push: { attempts: { $each: [attempt], $slice: -MOST_ATTEMPTS } },
    });
  }

  /** The write that ends a delivery of which nothing is left to say. */
  withdraw(row: DeliveryRow, now: Date): Change {
    return revise(this.#model, row, {
      $set: { state: "withdrawn", updateTime: now },
      $unset: { nextAttemptTime: 1, claimTime: 1, collecting: 1, held: 1 },
    });
  }

  /** The write that starts a failed delivery anew, to the address given. */
  retry(row: DeliveryRow, address: string, now: Date): Change {
    return revise(this.#model, row, {
      $set: {
        state: "pending",
        tries: 0,
        nextAttemptTime: now,
        updateTime: now,
        address,
        addressKey: addressKeyOf(address),
      },
    });
  }

  /** The write that takes a due delivery out of the queue while its customer is deleted. */
  hold(row: DeliveryRow, now: Date): Change {
    return revise(this.#model, row, {
      $set: { held: "customer_deleted", updateTime: now },
      $unset: { nextAttemptTime: 1, collecting: 1 },
    });
  }

  /** The write that makes a held delivery due, if it is still held. */
  release(row: DeliveryRow, now: Date): Change {
    const { _id, customerId, revision } = row;
    return updateIfPresent(
      this.#model,
      { _id, customerId, revision },
      {
        $set: { nextAttemptTime: now, updateTime: now },
        $unset: { held: 1, collecting: 1 },
        $inc: { revision: 1 },
      },
    );
  }
}

const isNarrow = ({ address, eventId, employeeId }: DeliveryFilter): boolean =>
  address !== "" || eventId !== "" || employeeId !== "";

/** Every combination is served by an index: of the recipient, the event, the address or else the state. */
function conditions(filter: DeliveryFilter): object[] {
  const { states, channels, kinds, address, eventId, employeeId } = filter;
  const inInbox = /^(usr|emp)_/.test(address);
  return [
    ...(employeeId === "" ? [] : [{ recipient: employeeId }]),
    ...(address === ""
      ? []
      : [inInbox ? { recipient: address, channel: "in_app" } : { addressKey: addressKeyOf(address) }]),
    ...(eventId === "" ? [] : [{ eventIds: eventId }]),
    ...(states === undefined && isNarrow(filter) ? [] : [{ state: { $in: states ?? ALL_STATES } }]),
    ...(channels ? [{ channel: { $in: channels } }] : []),
    ...(kinds ? [{ kind: { $in: kinds } }] : []),
  ];
}
