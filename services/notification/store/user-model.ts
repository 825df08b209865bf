import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** What is known of a user, from identity's events: to whom messages for roles and authors go. */
export interface UserRow {
  /** `usr_…`. */
  _id: string;
  customerId: string;
  email: string;
  name: string;
  /** Numbers of PermissionRole. */
  roles: number[];
  /** The employee that the user is; empty: none. */
  employeeId: string;
  /** BCP 47; empty: the customer's first language. */
  locale: string;
  active: boolean;
  /** The snapshot's. */
  revision: number;
}

const schema = defineSchema<UserRow>("users", {
  _id: { type: String, required: true, ref: "identity.User" },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  email: { type: String, required: true },
  name: { type: String },
  roles: { type: [Number], required: true },
  employeeId: { type: String, ref: "employee.Employee" },
  locale: { type: String },
  active: { type: Boolean, required: true },
  revision: { type: Number, required: true },
});
schema.index(
  { customerId: 1, roles: 1, _id: 1 },
  { name: "active_by_role", partialFilterExpression: { active: true } },
);

/** The copies of users in the service's database. */
export const userModel = (database: Connection): Model<UserRow> => defineModel(database, "User", schema);
