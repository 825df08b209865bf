import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { KnownPolicy } from "../domain/policy.ts";

/** What this service knows of a policy that is or was in force; `_id` is the policy's id. */
export interface PolicyRow extends KnownPolicy {
  readonly _id: string;
  /** Counts the changes of this row. */
  readonly revision: number;
  /** There are sweeps to go on with. */
  readonly sweeping: boolean;
  /** Events handled that added people, and such that removed people: each kind makes the other decide anew. */
  readonly additions: number;
  readonly removals: number;
}

const schema = defineSchema<PolicyRow>("policies", {
  _id: { type: String, required: true, ref: "policy.Policy" },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  policyId: { type: String, required: true },
  text: { type: Object, required: true },
  materialVersion: { type: Number, required: true },
  publishTime: { type: Date, required: true },
  required: { type: Boolean, required: true },
  days: { type: Object, required: true },
  policyRevision: { type: Number, required: true },
  published: { type: Buffer, required: true },
  archived: { type: Boolean, required: true },
  sweeps: { type: [Object], required: true },
  sweeping: { type: Boolean, required: true },
  additions: { type: Number, required: true },
  removals: { type: Number, required: true },
  revision: { type: Number, required: true },
});
schema.index({ customerId: 1, _id: 1 }, { name: "of_customer" });
schema.index({ sweeping: 1, _id: 1 }, { name: "sweeping", partialFilterExpression: { sweeping: true } });

/** The policies of one service's database. */
export const policyModel = (database: Connection): Model<PolicyRow> =>
  defineModel(database, "Policy", schema);
