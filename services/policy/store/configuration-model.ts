import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { Configuration } from "../domain/configuration.ts";

const schema = defineSchema<Configuration>("policy_configurations", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  policyId: { type: String, required: true, ref: "policy.Policy" },
  key: { type: String, required: true },
  value: { type: Object, required: true },
  number: { type: Number, required: true },
  state: { type: String, required: true },
  comment: { type: String },
  proposerUserId: { type: String, required: true, ref: "identity.User" },
  deciderUserId: { type: String, ref: "identity.User" },
  decisionComment: { type: String },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  decideTime: { type: Date },
  policyVersionId: { type: String, ref: "policy.PolicyVersion" },
  revision: { type: Number, required: true },
});
schema.index({ customerId: 1, policyId: 1, key: 1, number: -1 }, { name: "by_number", unique: true });
schema.index(
  { customerId: 1, policyId: 1, key: 1 },
  { name: "one_pending", unique: true, partialFilterExpression: { state: "PENDING" } },
);
schema.index(
  { policyId: 1, key: 1, state: 1 },
  { name: "one_active", unique: true, partialFilterExpression: { state: "ACTIVE" } },
);
schema.index({ customerId: 1, state: 1, createTime: -1, _id: -1 }, { name: "by_state" });
schema.index(
  { customerId: 1, policyId: 1, state: 1, createTime: -1, _id: -1 },
  { name: "by_policy_and_state" },
);

/** The policy configurations of the policy service's database. */
export const configurationModel = (database: Connection): Model<Configuration> =>
  defineModel(database, "PolicyConfiguration", schema);
