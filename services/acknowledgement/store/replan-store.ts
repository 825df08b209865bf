import type { Connection, Model } from "mongoose";
import { type Change, removeMany, updateOne, upsertOne } from "../../../runtime/mongo/change.ts";
import { type ReplanRow, replanModel } from "./replan-model.ts";

/** Named queries and changes on replans. */
export class ReplanStore {
  readonly #model: Model<ReplanRow>;

  constructor(database: Connection) {
    this.#model = replanModel(database);
  }

  /** The worker: a customer to plan anew. */
  async nextAcrossCustomers(): Promise<ReplanRow | undefined> {
    return (await this.#model.findOne().sort({ _id: 1 }).lean<ReplanRow>()) ?? undefined;
  }

  /** The worker: how many customers wait. */
  async countAcrossCustomers(): Promise<number> {
    return this.#model.countDocuments();
  }

  /** The write that begins a customer's plan anew, from the start if it was under way. */
  begin(customerId: string): Change {
    return upsertOne(
      this.#model,
      { _id: customerId },
      { $unset: { afterDueTime: 1, afterId: 1 }, $inc: { revision: 1 } },
    );
  }

  /** The write after a step; nothing left when it was the last. Holds only if the plan was not begun anew. */
  advance(replan: ReplanRow, place: { readonly dueTime: Date; readonly _id: string } | undefined): Change[] {
    const filter = { _id: replan._id, revision: replan.revision };
    if (!place) return [removeMany(this.#model, filter)];
    const update = { $set: { afterDueTime: place.dueTime, afterId: place._id }, $inc: { revision: 1 } };
    return [updateOne(this.#model, filter, update)];
  }
}
