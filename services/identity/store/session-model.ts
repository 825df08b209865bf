import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/**
 * How a user proved who they are, as `amr` and the evidence of a signature say it: RFC 8176 names where there is one.
 * `otp` is a password with a one-time code; `link` a link in a mail; `sso` an identity provider's word.
 */
export type AuthenticationMethodName = "pwd" | "otp" | "link" | "sso";

/** A sign-in of one user on one device: a family of refresh tokens. */
export interface SessionRow {
  _id: string;
  userId: string;
  /** Empty for platform operators. */
  customerId: string;
  authenticationMethod: AuthenticationMethodName;
  /** Numbers of PermissionRole that the session is limited to. Unset: whatever the user may do. */
  roles?: number[];
  /** Set when a code was given in it beside its method: with a link, or to enable an authenticator. */
  codeGiven?: true;
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
  roles: { type: [Number], default: undefined },
  codeGiven: { type: Boolean },
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
schema.index({ customerId: 1, userId: 1, _id: -1 }, { name: "newest_of_user", ...unrevoked });
schema.index({ purgeTime: 1 }, { name: "purge", expireAfterSeconds: 0 });

/** The sessions' collection. */
export const sessionModel = (database: Connection): Model<SessionRow> =>
  defineModel(database, "Session", schema);
