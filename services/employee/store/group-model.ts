import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { Group } from "../domain/group.ts";

/** A group as stored; `parked`: its customer was deleted while members were still to be brought in line. */
export type GroupRow = Group & { readonly parked?: true };

const schema = defineSchema<GroupRow>("groups", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  name: { type: String, required: true },
  nameKey: { type: String, required: true },
  keys: { type: [String], required: true },
  description: { type: String },
  externalId: { type: String },
  memberCount: { type: Number, required: true },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  deleted: { type: Boolean, required: true },
  settling: { type: Boolean },
  parked: { type: Boolean },
  settler: { type: Object },
  revision: { type: Number, required: true },
});
const present = { deleted: false };
schema.index({ customerId: 1, keys: 1 }, { name: "key", unique: true });
schema.index(
  { customerId: 1, externalId: 1 },
  {
    name: "present_external_id",
    unique: true,
    partialFilterExpression: { ...present, externalId: { $gt: "" } },
  },
);
schema.index(
  { customerId: 1, nameKey: 1, _id: 1 },
  { name: "by_name", partialFilterExpression: { ...present } },
);
schema.index({ customerId: 1, _id: 1 }, { name: "settling", partialFilterExpression: { settling: true } });
schema.index(
  { customerId: 1, _id: 1, parked: 1 },
  { name: "parked", partialFilterExpression: { parked: true } },
);

/** Groups of people. */
export const groupModel = (database: Connection): Model<GroupRow> => defineModel(database, "Group", schema);
