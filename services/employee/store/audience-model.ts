import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** A published policy with its audience, and how far it has been matched with everyone. */
export interface AudienceRow {
  /** Policy id. */
  _id: string;
  customerId: string;
  /** The PublishedPolicy as it came. Empty: archived before anything was heard of it. */
  snapshot: Buffer;
  /** The policy's revision that this row knows. */
  policyRevision: number;
  archived: boolean;
  /** Whether it is being matched with everyone. */
  scanning: boolean;
  /** The last employee passed. "" at the start. */
  cursor: string;
  /** People that match among those passed. */
  matched: number;
  /** Counts every change of this row. */
  revision: number;
}

const schema = defineSchema<AudienceRow>("audiences", {
  _id: { type: String, required: true, ref: "policy.Policy" },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  snapshot: { type: Buffer, required: true },
  policyRevision: { type: Number, required: true },
  archived: { type: Boolean, required: true },
  scanning: { type: Boolean, required: true },
  cursor: { type: String },
  matched: { type: Number, required: true },
  revision: { type: Number, required: true },
});
schema.index({ customerId: 1, archived: 1, _id: 1 }, { name: "by_customer" });
schema.index({ customerId: 1, _id: 1 }, { name: "scanning", partialFilterExpression: { scanning: true } });

/** One row per policy that was ever published. */
export const audienceModel = (database: Connection): Model<AudienceRow> =>
  defineModel(database, "Audience", schema);
