import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { TemplateVersion } from "../domain/template.ts";

const schema = defineSchema<TemplateVersion>("template_versions", {
  _id: { type: String, required: true },
  customerId: { type: String, ref: "customer.Customer" },
  templateId: { type: String, required: true, ref: "policy.Template" },
  number: { type: Number, required: true },
  contentBytes: { type: Number, required: true },
  contentSha256: { type: String, required: true },
  keys: { type: [String], required: true },
  changeLog: { type: String },
  authorUserId: { type: String, ref: "identity.User" },
  createTime: { type: Date, required: true },
  contentMarkdown: { type: String, required: true },
});
schema.index({ customerId: 1, templateId: 1, number: -1 }, { name: "by_number", unique: true });

/** The template versions of the policy service's database. */
export const templateVersionModel = (database: Connection): Model<TemplateVersion> =>
  defineModel(database, "TemplateVersion", schema);
