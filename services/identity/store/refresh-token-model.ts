import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** A refresh token that was given out; the token itself is not stored. */
export interface RefreshTokenRow {
  /** SHA-256 of the token, base64url. */
  _id: string;
  sessionId: string;
  userId: string;
  customerId: string;
  expireTime: Date;
  /** When it was exchanged first. */
  spentTime?: Date;
  /** When the row may go: the last possible end of the session, so that reuse is noticed until then. */
  purgeTime: Date;
}

const schema = defineSchema<RefreshTokenRow>("refresh_tokens", {
  _id: { type: String, required: true },
  sessionId: { type: String, required: true, ref: "identity.Session" },
  userId: { type: String, required: true, ref: "identity.User" },
  customerId: { type: String, ref: "customer.Customer" },
  expireTime: { type: Date, required: true },
  spentTime: { type: Date },
  purgeTime: { type: Date, required: true },
});
schema.index({ purgeTime: 1 }, { name: "purge", expireAfterSeconds: 0 });

/** The refresh tokens' collection. */
export const refreshTokenModel = (database: Connection): Model<RefreshTokenRow> =>
  defineModel(database, "RefreshToken", schema);
