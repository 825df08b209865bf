import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** What is known here of an employee who is linked with a user, or has left: whether they work. */
export interface EmploymentRow {
  /** The employee's id. */
  _id: string;
  customerId: string;
  left: boolean;
  /** The employee's revision that this is taken from; 0 before any event told. */
  employeeRevision: number;
  /** Counts each link and each event, so that the two see each other. */
  revision: number;
}

const schema = defineSchema<EmploymentRow>("employments", {
  _id: { type: String, required: true, ref: "employee.Employee" },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  left: { type: Boolean, required: true },
  employeeRevision: { type: Number, required: true },
  revision: { type: Number, required: true },
});

/** The employments' collection. */
export const employmentModel = (database: Connection): Model<EmploymentRow> =>
  defineModel(database, "Employment", schema);
