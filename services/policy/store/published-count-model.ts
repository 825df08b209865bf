import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** How many policies of a customer are published; counted in the unit of each first publication and archival. */
export interface PublishedCountRow {
  /** Customer id. */
  _id: string;
  customerId: string;
  published: number;
}

const schema = defineSchema<PublishedCountRow>("published_counts", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  published: { type: Number, required: true },
});

/** The counts of the policy service's database. */
export const publishedCountModel = (database: Connection): Model<PublishedCountRow> =>
  defineModel(database, "PublishedCount", schema);
