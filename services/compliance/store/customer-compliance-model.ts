import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { AuditStatus } from "../domain/audit.ts";
import type { ComplianceStatus, MappedPolicy, Rollup } from "../domain/rollup.ts";

/** A tracked framework or requirement, with everything computed of it: reading one is one query. */
export interface CustomerComplianceRow extends Rollup {
  _id: string;
  customerId: string;
  targetKind: "framework" | "requirement";
  /** The framework or requirement; unique within the customer. */
  targetId: string;
  /** The framework, or that of the requirement. Empty: the requirement stands alone. */
  frameworkId: string;
  title: string;
  /** The title as it is sorted. */
  titleKey: string;
  note: string;
  ownerUserId: string;
  policies: readonly MappedPolicy[];
  status: ComplianceStatus;
  percentage: number;
  acknowledged: number;
  pending: number;
  auditStatus: AuditStatus;
  /** For when the open audit is scheduled; without one, when the last was completed. */
  auditTime?: Date;
  /** When the last audit was completed. */
  lastAuditTime?: Date;
  updatedSinceAudit: boolean;
  createTime: Date;
  updateTime: Date;
  /** Counts every change. */
  revision: number;
  /** Counts the changes that users make; the etag, so that signatures don't make an editor's etag stale. */
  userRevision: number;
}

const schema = defineSchema<CustomerComplianceRow>("customer_compliances", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  targetKind: { type: String, required: true },
  targetId: { type: String, required: true },
  frameworkId: { type: String, ref: "compliance.Framework" },
  title: { type: String, required: true },
  titleKey: { type: String, required: true },
  note: { type: String },
  ownerUserId: { type: String, required: true, ref: "identity.User" },
  policies: [
    {
      _id: false,
      policyId: { type: String, required: true, ref: "policy.Policy" },
      mapTime: { type: Date, required: true },
      mapUserId: { type: String, required: true, ref: "identity.User" },
      title: { type: String },
      published: { type: Boolean, required: true },
      materialVersion: { type: Number, required: true },
      acknowledged: { type: Number, required: true },
      pending: { type: Number, required: true },
    },
  ],
  status: { type: String, required: true },
  percentage: { type: Number, required: true },
  acknowledged: { type: Number, required: true },
  pending: { type: Number, required: true },
  auditStatus: { type: String, required: true },
  auditTime: { type: Date },
  lastAuditTime: { type: Date },
  updatedSinceAudit: { type: Boolean, required: true },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  revision: { type: Number, required: true },
  userRevision: { type: Number, required: true },
});
schema.index({ customerId: 1, targetId: 1 }, { name: "one_per_target", unique: true });
schema.index({ customerId: 1, titleKey: 1, _id: 1 }, { name: "by_title" });
schema.index({ customerId: 1, frameworkId: 1, titleKey: 1, _id: 1 }, { name: "by_framework_and_title" });
schema.index({ customerId: 1, "policies.policyId": 1, titleKey: 1, _id: 1 }, { name: "by_policy_and_title" });

export const customerComplianceModel = (database: Connection): Model<CustomerComplianceRow> =>
  defineModel(database, "CustomerCompliance", schema);

/** What an etag of a customer compliance stands for: only what users change. */
export const userVersion = (row: CustomerComplianceRow): { _id: string; revision: number } => ({
  _id: row._id,
  revision: row.userRevision,
});

/** A customer compliance after something computed has changed. */
export const recomputed = (
  row: CustomerComplianceRow,
  changed: Partial<CustomerComplianceRow>,
  now: Date,
): CustomerComplianceRow => ({ ...row, ...changed, updateTime: now, revision: row.revision + 1 });

/** A customer compliance after a user has changed it. */
export const changedByUser = (
  row: CustomerComplianceRow,
  changed: Partial<CustomerComplianceRow>,
  now: Date,
): CustomerComplianceRow => ({ ...recomputed(row, changed, now), userRevision: row.userRevision + 1 });
