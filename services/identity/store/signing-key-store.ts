import type { Connection, Model } from "mongoose";
import { type Change, insert, removeMany, updateOne } from "../../../runtime/mongo/change.ts";
import { type SigningKeyRow, signingKeyModel } from "./signing-key-model.ts";

/** Keys that are kept at once: one signs, one waits, the rest retire. */
const MOST_KEYS = 20;

/** Named queries and changes on signing keys, which belong to the platform. */
export class SigningKeyStore {
  readonly #model: Model<SigningKeyRow>;

  constructor(database: Connection) {
    this.#model = signingKeyModel(database);
  }

  /** All keys, oldest first. */
  listForPlatform(): Promise<SigningKeyRow[]> {
    return this.#model.find().sort({ _id: 1 }).limit(MOST_KEYS).lean<SigningKeyRow[]>();
  }

  /** The key that signs. */
  findActiveForPlatform(): Promise<SigningKeyRow | null> {
    return this.#model.findOne({ state: "ACTIVE" }).lean<SigningKeyRow>();
  }

  /** The write that adds a key. */
  insert(row: SigningKeyRow): Change {
    return insert(this.#model, row);
  }

  /** The writes that let one key sign after another. */
  succeed(retired: string, next: string, at: Date): Change[] {
    return [
      updateOne(
        this.#model,
        { _id: retired, state: "ACTIVE" },
        { $set: { state: "RETIRED", retireTime: at } },
      ),
      updateOne(
        this.#model,
        { _id: next, state: "PUBLISHED" },
        { $set: { state: "ACTIVE", activateTime: at } },
      ),
    ];
  }

  /** The write that removes a retired key. */
  remove(kid: string): Change {
    return removeMany(this.#model, { _id: kid, state: "RETIRED" });
  }
}
