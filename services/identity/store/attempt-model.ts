import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** Failed sign-ins under one key: an e-mail address or a network address, hashed. */
export interface AttemptRow {
  /** Kind and SHA-256 of the key. */
  _id: string;
  failures: { readonly id: string; readonly at: Date }[];
  /** When no failure counts any more and the row may go. */
  expireTime: Date;
}

const schema = defineSchema<AttemptRow>("attempts", {
  _id: { type: String, required: true },
  failures: [{ _id: false, id: String, at: Date }],
  expireTime: { type: Date, required: true },
});
schema.index({ expireTime: 1 }, { name: "expire", expireAfterSeconds: 0 });

/** The collection of failed sign-ins. */
export const attemptModel = (database: Connection): Model<AttemptRow> =>
  defineModel(database, "Attempt", schema);
