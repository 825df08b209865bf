import type { Connection, Model } from "mongoose";
import { type Change, removeMany, upsertOne } from "../../../runtime/mongo/change.ts";
import { type SessionEndingRow, sessionEndingModel } from "./session-ending-model.ts";

/** The backlog of deleted customers whose sessions are to be revoked. */
export class SessionEndingStore {
  readonly #model: Model<SessionEndingRow>;

  constructor(database: Connection) {
    this.#model = sessionEndingModel(database);
  }

  /** The next customer whose sessions are to end. */
  nextAcrossCustomers(): Promise<SessionEndingRow | null> {
    return this.#model.findOne().sort({ _id: 1 }).lean<SessionEndingRow>();
  }

  /** How many customers wait. */
  countAcrossCustomers(): Promise<number> {
    return this.#model.estimatedDocumentCount();
  }

  /** The write that puts a customer into the backlog. */
  add(customerId: string, before: Date): Change {
    return upsertOne(this.#model, { _id: customerId }, { $set: { before } });
  }

  /** The write that takes a customer out again, unless it was put in anew. */
  done(row: SessionEndingRow): Change {
    return removeMany(this.#model, { _id: row._id, before: row.before });
  }
}
