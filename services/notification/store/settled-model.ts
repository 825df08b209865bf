import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** An acknowledgement that was signed or cancelled: nobody is to be asked for it any more. */
export interface SettledRow {
  /** `ack_…`. */
  _id: string;
  customerId: string;
  revision: number;
  time: Date;
}

const schema = defineSchema<SettledRow>("settled", {
  _id: { type: String, required: true, ref: "acknowledgement.Obligation" },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  revision: { type: Number, required: true },
  time: { type: Date, required: true },
});
schema.index({ time: 1, _id: 1 }, { name: "by_time" });

/** The memory of settled acknowledgements in the service's database. */
export const settledModel = (database: Connection): Model<SettledRow> =>
  defineModel(database, "Settled", schema);
