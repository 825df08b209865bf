import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** What must hold over all people of a customer at once. */
export interface WorkforceRow {
  /** Customer id. */
  _id: string;
  /** People who have not left: what the subscription limits. */
  working: number;
  /** Counts changes of who manages whom, so that two of them can't make a circle together. */
  reporting: number;
}

const schema = defineSchema<WorkforceRow>("workforces", {
  _id: { type: String, required: true, ref: "customer.Customer" },
  working: { type: Number, required: true },
  reporting: { type: Number, required: true },
});

/** One row per customer with people. */
export const workforceModel = (database: Connection): Model<WorkforceRow> =>
  defineModel(database, "Workforce", schema);
