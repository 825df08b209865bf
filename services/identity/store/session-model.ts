import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** A sign-in of one user on one device: a family of refresh tokens. */
export interface SessionRow {
  _id: string;
  userId: string;
  /** Empty for platform operators. */
  customerId: string;
  /** RFC 8176 name of how the user proved who they are. */
  authenticationMethod: "pwd";
  createTime: Date;
  lastUseTime: Date;
  expireTime: Date;
  revokeTime?: Date;
  /** Present until the session is revoked. */
  unrevoked?: true;
  ipAddress: string;
  userAgent: string;
  /** When the row may go: some time after the last possible end. */
  purgeTime: Date;
  revision: number;
}

const schema = defineSchema<SessionRow>("sessions", {
  _id: { type: String, required: true },
  userId: { type: String, required: true, ref: "identity.User" },
  customerId: { type: String, ref: "customer.Customer" },
  authenticationMethod: { type: String, required: true },
  createTime: { type: Date, required: true },
  lastUseTime: { type: Date, required: true },
  expireTime: { type: Date, required: true },
  revokeTime: { type: Date },
  unrevoked: { type: Boolean },
  ipAddress: { type: String },
  userAgent: { type: String },
  purgeTime: { type: Date, required: true },
  revision: { type: Number, required: true },
});
const unrevoked = { partialFilterExpression: { unrevoked: true } };
schema.index({ customerId: 1, userId: 1, expireTime: 1 }, { name: "live_of_user", ...unrevoked });
schema.index({ customerId: 1, expireTime: 1 }, { name: "live_of_customer", ...unrevoked });
schema.index({ purgeTime: 1 }, { name: "purge", expireAfterSeconds: 0 });

/** The sessions' collection. */
export const sessionModel = (database: Connection): Model<SessionRow> =>
  defineModel(database, "Session", schema);
