import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** One row per customer, and one for the platform: counts how often somebody stopped being an administrator. */
export interface AdministrationRow {
  /** The customer's id, or `platform`. */
  _id: string;
  customerId: string;
  revision: number;
}

const schema = defineSchema<AdministrationRow>("administrations", {
  _id: { type: String, required: true },
  customerId: { type: String, ref: "customer.Customer" },
  revision: { type: Number, required: true },
});

/** The administrations' collection. */
export const administrationModel = (database: Connection): Model<AdministrationRow> =>
  defineModel(database, "Administration", schema);
