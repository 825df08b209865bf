import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** A login that has begun and waits for the browser to come back. */
export interface LoginRow {
  /** SHA-256 of the login token, base64url; the token itself is not stored. */
  _id: string;
  customerId: string;
  providerId: string;
  /** A LoginSecrets, sealed about `loginAbout(_id)`. */
  sealed: string;
  /** A path of this site. */
  returnPath: string;
  expireTime: Date;
  /** When somebody came back with it. */
  spentTime?: Date;
}

/** What the browser must not know, or must bring back unchanged. */
export interface LoginSecrets {
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636). */
  readonly codeVerifier: string;
}

/** What a login's secrets are sealed about. */
export const loginAbout = (id: string): string => `identity.login:${id}`;

const schema = defineSchema<LoginRow>("logins", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  providerId: { type: String, required: true, ref: "identity.IdentityProvider" },
  sealed: { type: String, required: true },
  returnPath: { type: String, required: true },
  expireTime: { type: Date, required: true },
  spentTime: { type: Date },
});
schema.index({ expireTime: 1 }, { name: "purge", expireAfterSeconds: 0 });

/** The collection of logins that have begun. */
export const loginModel = (database: Connection): Model<LoginRow> => defineModel(database, "Login", schema);
