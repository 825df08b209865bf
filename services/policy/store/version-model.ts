import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { Version } from "../domain/version.ts";
import { OPEN_STATES, SEARCHED_STATES } from "../domain/version-state.ts";

const schema = defineSchema<Version>("policy_versions", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  policyId: { type: String, required: true, ref: "policy.Policy" },
  number: { type: Number, required: true },
  state: { type: String, required: true },
  cause: { type: String, required: true },
  title: { type: String, required: true },
  summary: { type: String },
  contentMarkdown: { type: String },
  renderedMarkdown: { type: String },
  contentSha256: { type: String, required: true },
  keys: { type: [String], required: true },
  unresolvedKeys: { type: [String], required: true },
  conflictCount: { type: Number, required: true },
  configurationIds: [{ type: String, ref: "policy.PolicyConfiguration" }],
  changeNote: { type: String },
  materiality: { type: String },
  materialVersion: { type: Number, required: true },
  authorUserId: { type: String, required: true, ref: "identity.User" },
  editorUserIds: [{ type: String, ref: "identity.User" }],
  approvals: { type: [Object], required: true },
  approvalRule: { type: Object },
  approvalRound: { type: Number, required: true },
  submitterUserId: { type: String, ref: "identity.User" },
  submitComment: { type: String },
  templateVersion: { type: Number, required: true },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  submitTime: { type: Date },
  approveTime: { type: Date },
  publishTime: { type: Date },
  endTime: { type: Date },
});
schema.index({ customerId: 1, policyId: 1, number: -1 }, { name: "by_number", unique: true });
schema.index(
  { customerId: 1, policyId: 1 },
  { name: "one_open", unique: true, partialFilterExpression: { state: { $in: [...OPEN_STATES] } } },
);
schema.index(
  { policyId: 1, state: 1 },
  { name: "one_published", unique: true, partialFilterExpression: { state: "PUBLISHED" } },
);
/** Of versions that people work with: those in force and open ones. One text index is all that a collection may have. */
schema.index(
  { customerId: 1, title: "text", summary: "text", renderedMarkdown: "text" },
  {
    name: "words",
    weights: { title: 10, summary: 5, renderedMarkdown: 1 },
    default_language: "english",
    language_override: "searchLanguage",
    partialFilterExpression: { state: { $in: [...SEARCHED_STATES] } },
  },
);

/** The policy versions of the policy service's database. */
export const versionModel = (database: Connection): Model<Version> =>
  defineModel(database, "PolicyVersion", schema);
