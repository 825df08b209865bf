import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { Switch } from "../domain/preferences.ts";

/** What a user wants to be told, as far as it differs from the usual. */
export interface PreferenceRow {
  /** `usr_…`. */
  _id: string;
  customerId: string;
  /** The ids under which the user is written to: their own and, if they are one, the employee's. */
  owners: readonly string[];
  /** BCP 47; empty: the usual one. */
  language: string;
  /** What is switched off. */
  off: readonly Switch[];
  revision: number;
}

const schema = defineSchema<PreferenceRow>("preferences", {
  _id: { type: String, required: true, ref: "identity.User" },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  owners: { type: [String], required: true },
  language: { type: String },
  off: { type: [String], required: true },
  revision: { type: Number, required: true },
});
schema.index({ customerId: 1, owners: 1 }, { name: "of_owner" });

/** The preferences in the service's database. */
export const preferenceModel = (database: Connection): Model<PreferenceRow> =>
  defineModel(database, "Preference", schema);
