import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { Rollout } from "../domain/rollout.ts";

/** A rollout as stored: the domain's own shape. */
export type RolloutRow = Rollout;

const schema = defineSchema<RolloutRow>("rollouts", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  policyId: { type: String, required: true, ref: "acknowledgement.Policy" },
  policyTitle: { type: String, required: true },
  policyVersionId: { type: String, required: true, ref: "policy.PolicyVersion" },
  materialVersion: { type: Number, required: true },
  state: { type: String, required: true },
  counts: { type: Object, required: true },
  startTime: { type: Date, required: true },
  matchedTime: { type: Date },
  endTime: { type: Date },
  handled: { type: Number, required: true },
  expected: { type: Number },
  matchedRevision: { type: Number },
  stale: { type: Boolean, required: true },
  counting: { type: Boolean, required: true },
  revision: { type: Number, required: true },
});
schema.index(
  { customerId: 1, policyId: 1, materialVersion: 1 },
  { name: "one_per_material_version", unique: true },
);
schema.index({ customerId: 1, startTime: -1, _id: -1 }, { name: "by_start" });
schema.index({ stale: 1, _id: 1 }, { name: "stale", partialFilterExpression: { stale: true } });
schema.index({ counting: 1, _id: 1 }, { name: "counting", partialFilterExpression: { counting: true } });

/** The rollouts of one service's database. */
export const rolloutModel = (database: Connection): Model<RolloutRow> =>
  defineModel(database, "Rollout", schema);
