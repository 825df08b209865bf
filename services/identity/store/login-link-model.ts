import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** The tie between a user and a person at an identity provider. */
export interface LoginLinkRow {
  _id: string;
  customerId: string;
  providerId: string;
  userId: string;
  issuer: string;
  /** The `sub` claim. */
  subject: string;
  /** The address that the provider vouched for at the first login. */
  email: string;
  /** What only the person's groups give: numbers of PermissionRole. */
  grantedRoles: number[];
  /** The same of custom roles. */
  grantedCustomRoleIds: string[];
  createTime: Date;
  revision: number;
}

const schema = defineSchema<LoginLinkRow>("login_links", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  providerId: { type: String, required: true, ref: "identity.IdentityProvider" },
  userId: { type: String, required: true, ref: "identity.User" },
  issuer: { type: String, required: true },
  subject: { type: String, required: true },
  email: { type: String, required: true },
  grantedRoles: { type: [Number], required: true },
  grantedCustomRoleIds: { type: [String], required: true },
  createTime: { type: Date, required: true },
  revision: { type: Number, required: true },
});
schema.index({ customerId: 1, providerId: 1, subject: 1 }, { name: "subject", unique: true });
schema.index({ customerId: 1, providerId: 1, userId: 1 }, { name: "user", unique: true });

/** The collection of links between users and identity providers. */
export const loginLinkModel = (database: Connection): Model<LoginLinkRow> =>
  defineModel(database, "LoginLink", schema);
