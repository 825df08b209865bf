import type { Connection, Model } from "mongoose";
import { type Change, removeMany, upsertOne } from "../../../runtime/mongo/change.ts";
import type { Settlement } from "../domain/settlement.ts";
import { type SettledRow, settledModel } from "./settled-model.ts";

/** Named queries and changes on the memory of settled acknowledgements. */
export class SettledStore {
  readonly #model: Model<SettledRow>;

  constructor(database: Connection) {
    this.#model = settledModel(database);
  }

  /** What is remembered of some acknowledgements, by id. */
  async among(customerId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Settlement>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#model.find({ _id: { $in: ids }, customerId }).lean<SettledRow[]>();
    return new Map(rows.map((row) => [row._id, row]));
  }

  /** The write that remembers a settled acknowledgement; of two the later counts. */
  remember(customerId: string, id: string, { revision, time }: Settlement): Change {
    return upsertOne(this.#model, { _id: id, customerId }, { $max: { revision, time } });
  }

  /** Ids of what was settled before a time, the oldest first. */
  async olderAcrossCustomers(before: Date, limit: number): Promise<string[]> {
    const rows = await this.#model
      .find({ time: { $lt: before } }, { _id: 1 })
      .sort({ time: 1, _id: 1 })
      .limit(limit)
      .lean<{ _id: string }[]>();
    return rows.map((row) => row._id);
  }

  /** The write that forgets some of them. */
  forgetAcrossCustomers(ids: readonly string[]): Change {
    return removeMany(this.#model, { _id: { $in: ids } });
  }
}
