import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { Template } from "../domain/template.ts";

const schema = defineSchema<Template>("templates", {
  _id: { type: String, required: true },
  customerId: { type: String, ref: "customer.Customer" },
  title: { type: String, required: true },
  titleKey: { type: String, required: true },
  summary: { type: String },
  searchText: { type: String, required: true },
  archived: { type: Boolean, required: true },
  latestVersion: { type: Number, required: true },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  archiveTime: { type: Date },
  revision: { type: Number, required: true },
});
schema.index(
  { customerId: 1, titleKey: 1 },
  { name: "live_title", unique: true, partialFilterExpression: { archived: false } },
);
schema.index({ customerId: 1, archived: 1, titleKey: 1, _id: 1 }, { name: "by_title" });

/** The templates of the policy service's database. */
export const templateModel = (database: Connection): Model<Template> =>
  defineModel(database, "Template", schema);
