import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** Somebody's wish for a mail with a link; whether anyone gets one is decided later, out of the asker's sight. */
export interface LinkRequestRow {
  /** `lnk_…`: the id of the link that it leads to, if it does. */
  _id: string;
  purpose: "password_reset" | "magic_link";
  /** The address as it is compared. */
  emailKey: string;
  createTime: Date;
  ipAddress: string;
  userAgent: string;
}

const schema = defineSchema<LinkRequestRow>("link_requests", {
  _id: { type: String, required: true },
  purpose: { type: String, required: true },
  emailKey: { type: String, required: true },
  createTime: { type: Date, required: true },
  ipAddress: { type: String },
  userAgent: { type: String },
});

/** The collection of wishes that wait for a decision. */
export const linkRequestModel = (database: Connection): Model<LinkRequestRow> =>
  defineModel(database, "LinkRequest", schema);
