import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { Employee } from "../domain/employee.ts";

const schema = defineSchema<Employee>("employees", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  name: { type: String, required: true },
  nameKey: { type: String, required: true },
  email: { type: String, required: true },
  emailKey: { type: String, required: true },
  searchKeys: { type: [String], required: true },
  roles: { type: [String], required: true },
  department: { type: String },
  location: { type: String },
  groups: { type: [String], required: true },
  managerId: { type: String, ref: "employee.Employee" },
  employmentType: { type: String },
  status: { type: String, required: true },
  joinDate: { type: String, required: true },
  locale: { type: String },
  attributes: { type: [Object], required: true },
  externalId: { type: String },
  userName: { type: String },
  userNameKey: { type: String },
  facets: { type: [String], required: true },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  deactivateTime: { type: Date },
  deleted: { type: Boolean, required: true },
  deleteTime: { type: Date },
  deprovisionTime: { type: Date },
  revision: { type: Number, required: true },
  matchPending: { type: Boolean },
  matchReason: { type: String },
});
const present = { partialFilterExpression: { deleted: false } };
schema.index({ customerId: 1, emailKey: 1 }, { name: "present_email", unique: true, ...present });
schema.index(
  { customerId: 1, externalId: 1 },
  {
    name: "present_external_id",
    unique: true,
    partialFilterExpression: { deleted: false, externalId: { $gt: "" } },
  },
);
schema.index(
  { customerId: 1, userNameKey: 1 },
  {
    name: "present_user_name",
    unique: true,
    partialFilterExpression: { deleted: false, userNameKey: { $gt: "" } },
  },
);
schema.index({ emailKey: 1, _id: 1 }, { name: "email_anywhere", ...present });
schema.index({ customerId: 1, nameKey: 1, _id: 1 }, { name: "by_name", ...present });
schema.index({ customerId: 1, facets: 1, nameKey: 1, _id: 1 }, { name: "by_facet", ...present });
schema.index({ customerId: 1, searchKeys: 1 }, { name: "by_word", ...present });
schema.index({ customerId: 1, status: 1, _id: 1 }, { name: "by_status", ...present });
schema.index(
  { customerId: 1, _id: 1 },
  { name: "match_pending", partialFilterExpression: { matchPending: true } },
);

/** People. */
export const employeeModel = (database: Connection): Model<Employee> =>
  defineModel(database, "Employee", schema);
