import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";
import type { AuditOutcome, AuditState } from "../domain/audit.ts";

/** An audit of a customer compliance. */
export interface AuditRow {
  _id: string;
  customerId: string;
  customerComplianceId: string;
  scheduledTime: Date;
  auditor: string;
  state: AuditState;
  outcome?: AuditOutcome;
  notes: string;
  completeTime?: Date;
  /** Of the customer compliance at completion. */
  percentage: number;
  createTime: Date;
  updateTime: Date;
  revision: number;
}

const schema = defineSchema<AuditRow>("audits", {
  _id: { type: String, required: true },
  customerId: { type: String, required: true, ref: "customer.Customer" },
  customerComplianceId: { type: String, required: true, ref: "compliance.CustomerCompliance" },
  scheduledTime: { type: Date, required: true },
  auditor: { type: String, required: true },
  state: { type: String, required: true },
  outcome: { type: String },
  notes: { type: String },
  completeTime: { type: Date },
  percentage: { type: Number, required: true },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
  revision: { type: Number, required: true },
});
schema.index(
  { customerId: 1, customerComplianceId: 1 },
  { name: "one_open", unique: true, partialFilterExpression: { state: "SCHEDULED" } },
);
schema.index({ customerId: 1, scheduledTime: -1, _id: -1 }, { name: "by_time" });
schema.index(
  { customerId: 1, customerComplianceId: 1, scheduledTime: -1, _id: -1 },
  { name: "by_compliance_and_time" },
);

export const auditModel = (database: Connection): Model<AuditRow> => defineModel(database, "Audit", schema);
