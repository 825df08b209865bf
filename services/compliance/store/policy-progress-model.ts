import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { PolicyProgress, Standing } from "../domain/policy-progress.ts";
import type { Suspicion } from "../domain/reconciliation.ts";

/**
 * What events have told of one policy: where it stands, and its signatures per material version. One row per
 * policy, so that an event is one update and all mapped policies of a page are one query.
 */
export interface PolicyProgressRow extends PolicyProgress {
  /** The policy, `pol_…`. */
  _id: string;
  customerId: string;
  title: string;
  standing: Standing;
  materialVersion: number;
  /** The policy's revision that the facts above are of. 0: only counts are known yet. */
  revision: number;
  materialTime?: Date;
  archiveTime?: Date;
  counts?: Record<string, { pending: number; acknowledged: number }>;
  /** Rises with every change of the row. */
  moves: number;
  /** Present until what the row says has been folded into the customer compliances that map the policy. */
  stirred?: true;
  /** A difference from the source that a second comparison has to confirm. */
  suspicion?: Suspicion;
}

const schema = defineSchema<PolicyProgressRow>("policy_progress", {
  _id: { type: String, required: true, ref: "policy.Policy" },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  title: { type: String },
  standing: { type: String, required: true },
  materialVersion: { type: Number, required: true },
  revision: { type: Number, required: true },
  materialTime: { type: Date },
  archiveTime: { type: Date },
  counts: { type: Object },
  moves: { type: Number, required: true },
  stirred: { type: Boolean },
  suspicion: { type: Object },
});
schema.index(
  { stirred: 1, customerId: 1, _id: 1 },
  { name: "stirred", partialFilterExpression: { stirred: true } },
);
schema.index({ standing: 1, customerId: 1, _id: 1 }, { name: "by_standing" });

export const policyProgressModel = (database: Connection): Model<PolicyProgressRow> =>
  defineModel(database, "PolicyProgress", schema);
