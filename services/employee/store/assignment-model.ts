import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** A policy applies to a person. */
export interface AssignmentRow {
  /** `<policy>:<employee>`: all of a policy lie together, by employee. */
  _id: string;
  customerId: string;
  policyId: string;
  employeeId: string;
  materialVersion: number;
  required: boolean;
  /** Since when, without a break. */
  assignTime: Date;
}

const schema = defineSchema<AssignmentRow>("assignments", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  policyId: { type: String, required: true, ref: "employee.Audience" },
  employeeId: { type: String, required: true, ref: "employee.Employee" },
  materialVersion: { type: Number, required: true },
  required: { type: Boolean, required: true },
  assignTime: { type: Date, required: true },
});
schema.index({ customerId: 1, employeeId: 1 }, { name: "by_employee" });

/** Which policy applies to whom. */
export const assignmentModel = (database: Connection): Model<AssignmentRow> =>
  defineModel(database, "Assignment", schema);
