import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { RequirementText } from "../domain/requirement.ts";
import type { RequirementType } from "../domain/requirement-type.ts";

/** A requirement: the platform's (customerId is empty) or a customer's own. */
export interface RequirementRow extends RequirementText {
  _id: string;
  customerId: string;
  /** Empty: it stands alone. */
  frameworkId: string;
  identifier: string;
  /** The identifier as it is compared. */
  identifierKey: string;
  /** The identifier as it is sorted. */
  orderKey: string;
  /** What a search looks in. */
  searchText: string;
  title: string;
  description: string;
  type: RequirementType;
  /** A customer compliance targets it, so it can't be deleted. Kept for customers' own only. */
  tracked: boolean;
  deleted: boolean;
  createTime: Date;
  updateTime: Date;
  deleteTime?: Date;
  revision: number;
}

const schema = defineSchema<RequirementRow>("requirements", {
  _id: { type: String, required: true },
  customerId: { type: String, ref: "customer.Customer" },
  frameworkId: { type: String, ref: "compliance.Framework" },
  identifier: { type: String, required: true },
  identifierKey: { type: String, required: true },
  orderKey: { type: String, required: true },
  searchText: { type: String, required: true },
  title: { type: String, required: true },
  description: { type: String },
  type: { type: String, required: true },
  tracked: { type: Boolean, required: true },
  deleted: { type: Boolean, required: true },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  deleteTime: { type: Date },
  revision: { type: Number, required: true },
});
schema.index(
  { customerId: 1, frameworkId: 1, identifierKey: 1 },
  { name: "live_identifier", unique: true, partialFilterExpression: { deleted: false } },
);
schema.index({ customerId: 1, deleted: 1, orderKey: 1, _id: 1 }, { name: "by_identifier" });
schema.index(
  { customerId: 1, frameworkId: 1, deleted: 1, orderKey: 1, _id: 1 },
  { name: "by_framework_and_identifier" },
);

export const requirementModel = (database: Connection): Model<RequirementRow> =>
  defineModel(database, "Requirement", schema);
