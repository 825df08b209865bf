import type { Connection, Model } from "mongoose";
import { type Change, DuplicateKeyError, insert, updateIfPresent } from "../../../runtime/mongo/change.ts";
import { type ReceiptKeyRow, receiptKeyModel } from "./receipt-key-model.ts";

/** The keys of receipts; platform-wide, so without customer. */
export class ReceiptKeyStore {
  readonly #model: Model<ReceiptKeyRow>;

  constructor(database: Connection) {
    this.#model = receiptKeyModel(database);
  }

  /** The key that signs, once there is one. */
  async currentForPlatform(): Promise<ReceiptKeyRow | undefined> {
    return (await this.#model.findOne({ current: true }).lean<ReceiptKeyRow>()) ?? undefined;
  }

  /** A key by its thumbprint. */
  async byIdForPlatform(id: string): Promise<ReceiptKeyRow | undefined> {
    return (await this.#model.findById(id).lean<ReceiptKeyRow>()) ?? undefined;
  }

  /** The write that seals a key anew, unless somebody else has. */
  seal({ _id, sealedKey }: ReceiptKeyRow, anew: string): Change {
    return updateIfPresent(this.#model, { _id, sealedKey }, { $set: { sealedKey: anew } });
  }

  /** The write that adds a key; another current one makes it fail with DuplicateKeyError. */
  insert(key: ReceiptKeyRow): Change {
    return insert(this.#model, key, {
      orElse: () => new DuplicateKeyError(this.#model.collection.name),
    });
  }
}
