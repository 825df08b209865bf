import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** What is known of an employee, from the employee service's events. */
export interface EmployeeRow {
  /** `emp_…`. */
  _id: string;
  customerId: string;
  email: string;
  name: string;
  /** BCP 47; empty: the customer's first language. */
  locale: string;
  onLeave: boolean;
  revision: number;
}

const schema = defineSchema<EmployeeRow>("employees", {
  _id: { type: String, required: true, ref: "employee.Employee" },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  email: { type: String },
  name: { type: String },
  locale: { type: String },
  onLeave: { type: Boolean, required: true },
  revision: { type: Number, required: true },
});

/** The copies of employees in the service's database. */
export const employeeModel = (database: Connection): Model<EmployeeRow> =>
  defineModel(database, "Employee", schema);
