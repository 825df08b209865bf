import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { CustomerSettings } from "../domain/settings.ts";
import type { Limits, Tier } from "../domain/tiers.ts";

/** A customer with its subscription and settings: one document, so one snapshot. */
export interface CustomerRow {
  _id: string;
  name: string;
  /** The name as it is compared; unique among live customers. */
  nameKey: string;
  slug: string;
  deleted: boolean;
  createTime: Date;
  updateTime: Date;
  deleteTime?: Date;
  /** Counts every change of the document. */
  revision: number;
  subscription: Limits & { tier: Tier; updateTime: Date; revision: number };
  settings: CustomerSettings & { updateTime: Date; revision: number };
}

const schema = defineSchema<CustomerRow>("customers", {
  _id: { type: String, required: true },
  name: { type: String, required: true },
  nameKey: { type: String, required: true },
  slug: { type: String, required: true },
  deleted: { type: Boolean, required: true },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  deleteTime: { type: Date },
  revision: { type: Number, required: true },
  subscription: { type: Object, required: true },
  settings: { type: Object, required: true },
});
schema.index(
  { nameKey: 1 },
  { name: "live_name", unique: true, partialFilterExpression: { deleted: false } },
);
schema.index({ slug: 1 }, { name: "live_slug", unique: true, partialFilterExpression: { deleted: false } });
schema.index({ deleted: 1, nameKey: 1, _id: 1 }, { name: "by_status_and_name" });

export const customerModel = (database: Connection): Model<CustomerRow> =>
  defineModel(database, "Customer", schema);
