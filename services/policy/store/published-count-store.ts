import type { Connection, Model } from "mongoose";
import { resourceExhausted } from "../../../runtime/errors.ts";
import { type Change, insert, updateOne } from "../../../runtime/mongo/change.ts";
import { type PublishedCountRow, publishedCountModel } from "./published-count-model.ts";

/** How many policies a customer has published, kept within the subscription also when two publish at once. */
export class PublishedCountStore {
  readonly #model: Model<PublishedCountRow>;

  constructor(database: Connection) {
    this.#model = publishedCountModel(database);
  }

  /**
   * The write that counts one more. `limit` 0 means unlimited. Throws PUBLISHED_POLICY_LIMIT_REACHED when there is no
   * room now; the write fails with the same error when the room was taken meanwhile.
   */
  async oneMore(customerId: string, limit: number): Promise<Change> {
    const row = await this.#model.findById(customerId).lean<PublishedCountRow>();
    if (limit > 0 && (row?.published ?? 0) >= limit) throw limitReached(limit);
    if (!row) return insert(this.#model, { _id: customerId, customerId, published: 1 });
    const room = limit > 0 ? { published: { $lt: limit } } : {};
    return updateOne(
      this.#model,
      { _id: customerId, customerId, ...room },
      { $inc: { published: 1 } },
      limit > 0 ? { orElse: () => limitReached(limit) } : {},
    );
  }

  /** The write that counts one less. */
  oneLess(customerId: string): Change {
    return updateOne(
      this.#model,
      { _id: customerId, customerId, published: { $gt: 0 } },
      { $inc: { published: -1 } },
    );
  }
}

const limitReached = (limit: number) =>
  resourceExhausted(
    "PUBLISHED_POLICY_LIMIT_REACHED",
    `The subscription allows ${limit} published policies. Archive one or ask for a larger subscription.`,
    { metadata: { limit: String(limit) } },
  );
