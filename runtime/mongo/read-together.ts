import type { Document } from "mongodb";
import type { Model } from "mongoose";
import { inSlices } from "../lifecycle/slices.ts";

/** Reads what a customer has under some keys; keys that nothing is under are left out. */
export type ReadMany<V> = (customerId: string, keys: readonly string[]) => Promise<ReadonlyMap<string, V>>;

/** As many keys of one caller are read with those of others; more make a query of their own. */
const FEW = 16;

interface Asked<V> {
  readonly resolve: (value: V | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

/** Turns of the event loop for which a query waits at most while each of them brings more to ask for. */
const MOST_TURNS = 8;

/**
 * Reads by key, what many callers ask for at once with one query per customer: it waits while each turn of the event
 * loop brings more to ask for, so that in a burst a query costs few callers little.
 * Each caller sees what is stored when it asks or later, as with a query of its own.
 */
export class ReadTogether<V> {
  readonly #read: ReadMany<V>;
  #asked = new Map<string, Map<string, Asked<V>[]>>();
  /** How many have asked. */
  #askers = 0;

  constructor(read: ReadMany<V>) {
    this.#read = read;
  }

  /** What a customer has under a key. */
  find(customerId: string, key: string): Promise<V | undefined> {
    return new Promise((resolve, reject) => {
      this.#askers += 1;
      if (this.#askers === 1) this.#gather(MOST_TURNS);
      const ofCustomer = this.#asked.get(customerId) ?? new Map<string, Asked<V>[]>();
      this.#asked.set(customerId, ofCustomer);
      const askers = ofCustomer.get(key);
      if (askers) askers.push({ resolve, reject });
      else ofCustomer.set(key, [{ resolve, reject }]);
    });
  }

  /** What a customer has under several keys. */
  async among(customerId: string, keys: readonly string[]): Promise<ReadonlyMap<string, V>> {
    if (keys.length > FEW) return this.#read(customerId, keys);
    const values = await Promise.all(
      keys.map(async (key) => [key, await this.find(customerId, key)] as const),
    );
    return new Map(values.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
  }

  #gather(turns: number, before = 0): void {
    setImmediate(() => {
      if (this.#askers > before && turns > 1) this.#gather(turns - 1, this.#askers);
      else this.#readAll();
    });
  }

  #readAll(): void {
    const asked = this.#asked;
    this.#asked = new Map();
    this.#askers = 0;
    for (const [customerId, keys] of asked) void this.#answer(customerId, keys);
  }

  async #answer(customerId: string, asked: ReadonlyMap<string, readonly Asked<V>[]>): Promise<void> {
    try {
      const values = await this.#read(customerId, [...asked.keys()]);
      inSlices([...asked], ([key, askers]) => {
        for (const asker of askers) asker.resolve(values.get(key));
      });
    } catch (error) {
      for (const askers of asked.values()) for (const asker of askers) asker.reject(error);
    }
  }
}

/** Reads whole documents by id. */
export const documentsById =
  <R extends { readonly _id: string }>(model: Model<R>): ReadMany<R> =>
  async (customerId, ids) => {
    const filter: Document = { _id: { $in: ids }, customerId };
    const rows = await model.collection.find<R>(filter).toArray();
    return new Map(rows.map((row) => [row._id, row]));
  };
