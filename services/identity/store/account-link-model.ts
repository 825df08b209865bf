import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** What a link in a mail is good for. */
export type LinkPurpose = "invitation" | "password_reset" | "magic_link";

/** A link in a mail. Its secret part is made from the id under SECRETS_KEY and stored nowhere. */
export interface AccountLinkRow {
  /** `lnk_…`. */
  _id: string;
  purpose: LinkPurpose;
  /** Empty for platform operators. */
  customerId: string;
  /** Empty: an employee who was no user when it was made. */
  userId: string;
  /** Empty: no employee; for a magic link it is set. */
  employeeId: string;
  /** The address that it was mailed to, as it is compared: the link dies when the person's address changes. */
  emailKey: string;
  createTime: Date;
  expireTime: Date;
  /** Present until it was used or replaced. */
  open?: true;
  /** When the row may go. */
  purgeTime: Date;
}

const schema = defineSchema<AccountLinkRow>("account_links", {
  _id: { type: String, required: true },
  purpose: { type: String, required: true },
  customerId: { type: String, ref: "customer.Customer" },
  userId: { type: String, ref: "identity.User" },
  employeeId: { type: String, ref: "employee.Employee" },
  emailKey: { type: String, required: true },
  createTime: { type: Date, required: true },
  expireTime: { type: Date, required: true },
  open: { type: Boolean },
  purgeTime: { type: Date, required: true },
});
schema.index(
  { customerId: 1, userId: 1, purpose: 1 },
  { name: "open_of_user", partialFilterExpression: { open: true } },
);
schema.index({ purgeTime: 1 }, { name: "purge", expireAfterSeconds: 0 });

/** The links' collection. */
export const accountLinkModel = (database: Connection): Model<AccountLinkRow> =>
  defineModel(database, "AccountLink", schema);
