import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** A customer whose obligations' next steps are to be planned anew, and how far that has come. */
export interface ReplanRow {
  /** Customer id. */
  readonly _id: string;
  readonly afterDueTime?: Date;
  readonly afterId?: string;
  /** Counts the changes of this row. */
  readonly revision: number;
}

const schema = defineSchema<ReplanRow>("replans", {
  _id: { type: String, required: true, ref: "customer.Customer" },
  afterDueTime: { type: Date },
  afterId: { type: String },
  revision: { type: Number, required: true },
});

/** The replans of one service's database. */
export const replanModel = (database: Connection): Model<ReplanRow> =>
  defineModel(database, "Replan", schema);
