import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** A user's authenticator. */
export interface SecondFactorRow {
  /** The user's id. */
  _id: string;
  /** Empty for platform operators. */
  customerId: string;
  /** Whether a sign-in asks for it; false until a code was seen. */
  enabled: boolean;
  /** The secret in base32, sealed about `secondFactorAbout`. */
  sealedSecret: string;
  /** The step whose code was accepted last. */
  lastStep?: number;
  /** Hashes of the recovery codes that are left. */
  recoveryCodes: string[];
  /** When the secret was made. */
  createTime: Date;
  revision: number;
}

/** What a user's secret is sealed about. */
export const secondFactorAbout = (userId: string): string => `identity.totp:${userId}`;

const schema = defineSchema<SecondFactorRow>("second_factors", {
  _id: { type: String, required: true, ref: "identity.User" },
  customerId: { type: String, ref: "customer.Customer" },
  enabled: { type: Boolean, required: true },
  sealedSecret: { type: String, required: true },
  lastStep: { type: Number },
  recoveryCodes: { type: [String], required: true },
  createTime: { type: Date, required: true },
  revision: { type: Number, required: true },
});

/** The authenticators' collection. */
export const secondFactorModel = (database: Connection): Model<SecondFactorRow> =>
  defineModel(database, "SecondFactor", schema);
