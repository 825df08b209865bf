import type { Connection, Model } from "mongoose";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { type MatchingRow, matchingModel } from "./matching-model.ts";

/** The fence around each customer's matching. */
export class MatchingStore {
  readonly #model: Model<MatchingRow>;

  constructor(database: Connection) {
    this.#model = matchingModel(database);
  }

  /** How many steps there were; to be read before anything else of a step. */
  async count(customerId: string): Promise<number> {
    return (await this.#model.findById(customerId).lean<MatchingRow | null>())?.revision ?? 0;
  }

  /** The write that counts a step. It holds only if there was no other one since `count` was read. */
  next(customerId: string, count: number): Change {
    if (count === 0) return insert(this.#model, { _id: customerId, revision: 1 });
    return updateOne(this.#model, { _id: customerId, revision: count }, { $inc: { revision: 1 } });
  }
}
