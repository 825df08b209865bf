import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { KeyState } from "../domain/key-rotation.ts";

/** An Ed25519 key pair that signs access tokens, or will, or did. */
export interface SigningKeyRow {
  /** The `kid` of the tokens it signs. */
  _id: string;
  state: KeyState;
  /** The public key, 32 bytes in base64url. */
  x: string;
  /** The private key (RFC 8037 `d`, base64url), sealed about `signingKeyAbout`. */
  sealedKey: string;
  createTime: Date;
  activateTime?: Date;
  retireTime?: Date;
}

const schema = defineSchema<SigningKeyRow>("signing_keys", {
  _id: { type: String, required: true },
  state: { type: String, required: true },
  x: { type: String, required: true },
  sealedKey: { type: String, required: true },
  createTime: { type: Date, required: true },
  activateTime: { type: Date },
  retireTime: { type: Date },
});
// One key signs and at most one waits, however many processes begin at once.
schema.index(
  { state: 1 },
  {
    name: "one_of_state",
    unique: true,
    partialFilterExpression: { state: { $in: ["PUBLISHED", "ACTIVE"] } },
  },
);

/** What a signing key's seal is about. */
export const signingKeyAbout = (kid: string): string => `identity.signing_key:${kid}`;

/** The signing keys' collection. */
export const signingKeyModel = (database: Connection): Model<SigningKeyRow> =>
  defineModel(database, "SigningKey", schema);
