import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** A customer's own role: a named set of permissions. */
export interface RoleRow {
  /** `crl_…` */
  _id: string;
  customerId: string;
  name: string;
  /** The name as it is compared and sorted; unique within the customer. */
  nameKey: string;
  description: string;
  /** Numbers of Permission, in order. */
  permissions: number[];
  /** How many users hold it; who takes it or gives it back counts it here in the same unit. */
  holders: number;
  createTime: Date;
  updateTime: Date;
  revision: number;
}

const schema = defineSchema<RoleRow>("roles", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  name: { type: String, required: true },
  nameKey: { type: String, required: true },
  description: { type: String },
  permissions: { type: [Number], required: true },
  holders: { type: Number, required: true },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  revision: { type: Number, required: true },
});
schema.index({ customerId: 1, nameKey: 1 }, { name: "name", unique: true });

/** The collection of customers' own roles. */
export const roleModel = (database: Connection): Model<RoleRow> => defineModel(database, "Role", schema);
