import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** A key for programs of one customer. */
export interface ApiKeyRow {
  /** `apk_…`; its end is in the key that the program holds. */
  _id: string;
  customerId: string;
  name: string;
  /** Numbers of Permission, in order. */
  permissions: number[];
  /** SHA-256 of the secret, base64url. The secret has 256 random bits: it needs no salt and no slow hash. */
  secretHash: string;
  creatorUserId: string;
  createTime: Date;
  expireTime: Date;
  /** To the hour. */
  lastUseTime?: Date;
  revokeTime?: Date;
  revision: number;
}

const schema = defineSchema<ApiKeyRow>("api_keys", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  name: { type: String, required: true },
  permissions: { type: [Number], required: true },
  secretHash: { type: String, required: true },
  creatorUserId: { type: String, required: true, ref: "identity.User" },
  createTime: { type: Date, required: true },
  expireTime: { type: Date, required: true },
  lastUseTime: { type: Date },
  revokeTime: { type: Date },
  revision: { type: Number, required: true },
});
schema.index({ customerId: 1, _id: -1 }, { name: "newest" });

/** The API keys' collection. */
export const apiKeyModel = (database: Connection): Model<ApiKeyRow> =>
  defineModel(database, "ApiKey", schema);
