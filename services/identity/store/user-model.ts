import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

export type UserStatus = "ACTIVE" | "DEACTIVATED";

/** Why a user is deactivated: EMPLOYEE_LEFT is undone when the employee comes back. */
export type DeactivationCause = "ADMINISTRATOR" | "EMPLOYEE_LEFT";

/** Somebody who can sign in, or could. */
export interface UserRow {
  _id: string;
  /** Empty for platform operators. */
  customerId: string;
  email: string;
  /** The address as it is compared; unique on the whole platform. */
  emailKey: string;
  displayName: string;
  /** The name as it is compared and sorted. */
  nameKey: string;
  /** What a search looks into: name and address as they are compared. */
  searchText: string;
  /** Numbers of PermissionRole, in order. */
  roles: number[];
  /** Roles of the customer's own, in order; unset when there are none. */
  customRoleIds?: string[];
  /** When the user's access ends. Unset: never. */
  accessEndTime?: Date;
  /** Unset when the user is no employee. */
  employeeId?: string;
  status: UserStatus;
  deactivateTime?: Date;
  deactivationCause?: DeactivationCause;
  /** BCP 47; empty for the customer's first language. */
  locale: string;
  /** argon2id, in PHC string format. Unset: they sign in by other ways, or not yet. */
  passwordHash?: string;
  /** The invitation of a user who has never signed in, `inv_…`; unset from the first sign-in on. */
  invitationId?: string;
  createTime: Date;
  updateTime: Date;
  lastSignInTime?: Date;
  /** Counts sign-ins; whoever ends the user's sessions must have seen the last one. */
  signIns: number;
  revision: number;
}

const schema = defineSchema<UserRow>("users", {
  _id: { type: String, required: true },
  customerId: { type: String, ref: "customer.Customer" },
  email: { type: String, required: true },
  emailKey: { type: String, required: true },
  displayName: { type: String, required: true },
  nameKey: { type: String, required: true },
  searchText: { type: String, required: true },
  roles: { type: [Number], required: true },
  customRoleIds: { type: [{ type: String, ref: "identity.Role" }], default: undefined },
  accessEndTime: { type: Date },
  employeeId: { type: String, ref: "employee.Employee" },
  status: { type: String, required: true },
  deactivateTime: { type: Date },
  deactivationCause: { type: String },
  locale: { type: String },
  passwordHash: { type: String },
  invitationId: { type: String, ref: "identity.Invitation" },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  lastSignInTime: { type: Date },
  signIns: { type: Number, required: true },
  revision: { type: Number, required: true },
});
schema.index({ emailKey: 1 }, { name: "email", unique: true });
schema.index(
  { customerId: 1, employeeId: 1 },
  { name: "employee", unique: true, partialFilterExpression: { employeeId: { $exists: true } } },
);
// The text at the end lets a search look at keys instead of documents.
schema.index({ customerId: 1, nameKey: 1, _id: 1, searchText: 1 }, { name: "by_name" });
schema.index({ customerId: 1, status: 1, nameKey: 1, _id: 1, searchText: 1 }, { name: "by_status" });
schema.index({ customerId: 1, roles: 1, nameKey: 1, _id: 1, searchText: 1 }, { name: "by_role" });
schema.index(
  { customerId: 1, customRoleIds: 1, nameKey: 1, _id: 1, searchText: 1 },
  { name: "by_custom_role", partialFilterExpression: { customRoleIds: { $exists: true } } },
);

/** The users' collection. */
export const userModel = (database: Connection): Model<UserRow> => defineModel(database, "User", schema);
