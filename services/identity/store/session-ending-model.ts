import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** A deleted customer whose sessions are still to be revoked. */
export interface SessionEndingRow {
  /** The customer's id. */
  _id: string;
  /** Sessions that began until then end; later ones belong to the restored customer. */
  before: Date;
}

const schema = defineSchema<SessionEndingRow>("session_endings", {
  _id: { type: String, required: true, ref: "customer.Customer" },
  before: { type: Date, required: true },
});

/** The collection of sessions' endings. */
export const sessionEndingModel = (database: Connection): Model<SessionEndingRow> =>
  defineModel(database, "SessionEnding", schema);
