import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** When a policy last ceased to apply to a person; an assignment decided before that is out of date. */
export interface RemovalRow {
  /** `<policy id>/<employee id>`. */
  readonly _id: string;
  readonly customerId: string;
  readonly policyRevision: number;
  readonly employeeRevision: number;
}

const schema = defineSchema<RemovalRow>("removals", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  policyRevision: { type: Number, required: true },
  employeeRevision: { type: Number, required: true },
});

/** The removals of one service's database. */
export const removalModel = (database: Connection): Model<RemovalRow> =>
  defineModel(database, "Removal", schema);
