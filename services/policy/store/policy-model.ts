import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { Policy } from "../domain/policy.ts";

const schema = defineSchema<Policy>("policies", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  type: { type: String, required: true, enum: ["DEFAULT", "CUSTOM"] },
  title: { type: String, required: true },
  titleKey: { type: String, required: true },
  summary: { type: String },
  searchText: { type: String, required: true },
  ownerUserId: { type: String, required: true, ref: "identity.User" },
  templateId: { type: String, ref: "policy.Template" },
  templateVersion: { type: Number, required: true },
  audience: { type: Object, required: true },
  approvalRule: { type: Object, required: true },
  rules: { type: Object, required: true },
  status: { type: String, required: true, enum: ["DRAFT", "PUBLISHED", "ARCHIVED"] },
  archived: { type: Boolean, required: true },
  inForce: { type: Object },
  open: { type: Object },
  reviewIntervalDays: { type: Number, required: true },
  reviewDueTime: { type: Date },
  reviewNoticeTime: { type: Date },
  reviews: { type: [Object], required: true },
  materialVersion: { type: Number, required: true },
  latestVersion: { type: Number, required: true },
  pending: { type: [Object], required: true },
  review: { type: Object },
  awaiting: { type: [Object], required: true },
  awaitsDecision: { type: Boolean, required: true },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  archiveTime: { type: Date },
  revision: { type: Number, required: true },
  writes: { type: Number, required: true },
});
schema.index(
  { customerId: 1, titleKey: 1 },
  { name: "live_title", unique: true, partialFilterExpression: { archived: false } },
);
schema.index({ customerId: 1, status: 1, updateTime: -1, _id: -1 }, { name: "by_status_and_change" });
schema.index({ customerId: 1, ownerUserId: 1, updateTime: -1, _id: -1 }, { name: "by_owner_and_change" });
schema.index({ customerId: 1, templateId: 1, updateTime: -1, _id: -1 }, { name: "by_template_and_change" });
schema.index(
  { customerId: 1, awaitsDecision: 1, updateTime: -1, _id: -1 },
  { name: "awaiting_decision", partialFilterExpression: { awaitsDecision: true } },
);
schema.index({ customerId: 1, titleKey: 1, _id: 1 }, { name: "by_title" });
schema.index(
  { customerId: 1, reviewDueTime: 1, _id: 1 },
  { name: "by_review", partialFilterExpression: { reviewDueTime: { $type: "date" } } },
);
schema.index(
  { reviewNoticeTime: 1, _id: 1 },
  { name: "review_notice", partialFilterExpression: { reviewNoticeTime: { $type: "date" } } },
);

/** The policies of the policy service's database. */
export const policyModel = (database: Connection): Model<Policy> => defineModel(database, "Policy", schema);
