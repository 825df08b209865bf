import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** The fence around a customer's matching: every step counts it up, so of two steps at once one fails as stale. */
export interface MatchingRow {
  /** Customer id. */
  _id: string;
  revision: number;
}

const schema = defineSchema<MatchingRow>("matchings", {
  _id: { type: String, required: true, ref: "customer.Customer" },
  revision: { type: Number, required: true },
});

/** One row per customer that was ever matched. */
export const matchingModel = (database: Connection): Model<MatchingRow> =>
  defineModel(database, "Matching", schema);
