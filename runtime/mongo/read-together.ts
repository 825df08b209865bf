import type { Document } from "mongodb";
import type { Model } from "mongoose";

interface Asked<R> {
  readonly resolve: (row: R | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Reads documents by id, those that are asked for in the same turn of the event loop with one query per customer.
 * Each caller sees what is stored when it asks or later, as with a query of its own.
 */
export class ReadTogether<R extends { readonly _id: string }> {
  readonly #model: Model<R>;
  #asked = new Map<string, Map<string, Asked<R>[]>>();

  constructor(model: Model<R>) {
    this.#model = model;
  }

  /** A customer's document, as a lean read gives it. */
  find(customerId: string, id: string): Promise<R | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#asked.size === 0) setImmediate(() => this.#readAll());
      const ofCustomer = this.#asked.get(customerId) ?? new Map<string, Asked<R>[]>();
      this.#asked.set(customerId, ofCustomer);
      ofCustomer.set(id, [...(ofCustomer.get(id) ?? []), { resolve, reject }]);
    });
  }

  #readAll(): void {
    const asked = this.#asked;
    this.#asked = new Map();
    for (const [customerId, ids] of asked) void this.#read(customerId, ids);
  }

  async #read(customerId: string, ids: ReadonlyMap<string, readonly Asked<R>[]>): Promise<void> {
    try {
      const filter: Document = { _id: { $in: [...ids.keys()] }, customerId };
      const rows = new Map<string, R>();
      for (const row of await this.#model.find(filter).lean<R[]>()) rows.set(row._id, row);
      for (const [id, callers] of ids) for (const caller of callers) caller.resolve(rows.get(id));
    } catch (error) {
      for (const callers of ids.values()) for (const caller of callers) caller.reject(error);
    }
  }
}
