import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { Obligation } from "../domain/obligation.ts";

/** An obligation as stored: the domain's own shape, history and evidence embedded. */
export type ObligationRow = Obligation;

const schema = defineSchema<ObligationRow>("obligations", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  employeeId: { type: String, required: true, ref: "employee.Employee" },
  policyId: { type: String, required: true, ref: "policy.Policy" },
  materialVersion: { type: Number, required: true },
  cycle: { type: Number, required: true },
  latest: { type: Boolean, required: true },
  type: { type: String, required: true },
  status: { type: String, required: true },
  cancelReason: { type: String },
  cancelTime: { type: Date },
  person: { type: Object, required: true },
  text: { type: Object, required: true },
  paused: { type: Boolean, required: true },
  pausedOn: { type: Number },
  dueTime: { type: Date, required: true },
  periodicDays: { type: Number, required: true },
  openTime: { type: Date },
  consentText: { type: String },
  signTime: { type: Date },
  renewalDueTime: { type: Date },
  evidence: { type: Object },
  receipt: { type: String },
  receiptKeyId: { type: String, ref: "acknowledgement.ReceiptKey" },
  rolloutId: { type: String, ref: "acknowledgement.Rollout" },
  scope: { type: Object },
  chase: { type: Object, required: true },
  nextStepTime: { type: Date },
  history: { type: [Object], required: true },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  revision: { type: Number, required: true },
});
schema.index(
  { customerId: 1, employeeId: 1, policyId: 1, materialVersion: 1, cycle: 1 },
  { name: "one_per_person_version_and_cycle", unique: true },
);
schema.index(
  {
    customerId: 1,
    policyId: 1,
    materialVersion: 1,
    status: 1,
    dueTime: 1,
    _id: 1,
    latest: 1,
    paused: 1,
    "person.departmentKey": 1,
    rolloutId: 1,
  },
  { name: "of_policy" },
);
schema.index({ customerId: 1, dueTime: 1, _id: 1 }, { name: "of_customer_by_due_time" });
schema.index({ customerId: 1, status: 1, dueTime: 1, _id: 1 }, { name: "by_status" });
schema.index({ customerId: 1, "person.departmentKey": 1, dueTime: 1, _id: 1 }, { name: "by_department" });
schema.index({ customerId: 1, "person.searchKeys": 1, dueTime: 1, _id: 1 }, { name: "by_person_words" });
schema.index(
  { customerId: 1, dueTime: 1, _id: 1 },
  { name: "escalated", partialFilterExpression: { "chase.level": { $gt: 0 } } },
);
schema.index(
  {
    customerId: 1,
    policyId: 1,
    materialVersion: 1,
    createTime: 1,
    employeeId: 1,
    cycle: 1,
    signTime: 1,
    cancelTime: 1,
    dueTime: 1,
    "person.departmentKey": 1,
  },
  { name: "over_time" },
);
schema.index(
  { status: 1, nextStepTime: 1, _id: 1 },
  { name: "next_step", partialFilterExpression: { nextStepTime: { $exists: true } } },
);

/** The obligations of one service's database. */
export const obligationModel = (database: Connection): Model<ObligationRow> =>
  defineModel(database, "Obligation", schema);
