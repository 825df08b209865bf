import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** A key that receipts are signed with. Never removed. */
export interface ReceiptKeyRow {
  /** The RFC 7638 thumbprint. */
  readonly _id: string;
  /** The private key as JSON Web Key (RFC 8037) in JSON, sealed about `receiptKeyAbout`. */
  readonly sealedKey: string;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  /** The one that signs. */
  readonly current: boolean;
  readonly createTime: Date;
}

const schema = defineSchema<ReceiptKeyRow>("receipt_keys", {
  _id: { type: String, required: true },
  sealedKey: { type: String, required: true },
  publicJwk: { type: Object, required: true },
  current: { type: Boolean, required: true },
  createTime: { type: Date, required: true },
});
schema.index(
  { current: 1 },
  { name: "one_current", unique: true, partialFilterExpression: { current: true } },
);

/** What a receipt key's seal is about. */
export const receiptKeyAbout = (id: string): string => `acknowledgement.receipt_key:${id}`;

/** The receipt keys of one service's database. */
export const receiptKeyModel = (database: Connection): Model<ReceiptKeyRow> =>
  defineModel(database, "ReceiptKey", schema);
