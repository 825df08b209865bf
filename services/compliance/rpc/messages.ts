import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  AuditStatus,
  ComplianceStatus,
  type CustomerComplianceSchema,
  type MappedPolicySchema,
} from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import {
  type FrameworkSchema,
  type RequirementSchema,
  RequirementType,
} from "#gen/countersign/compliance/v1/framework_pb.ts";
import {
  AuditOutcome,
  type AuditSchema,
  AuditState,
} from "#gen/countersign/compliance/v1/scheduled_audit_pb.ts";
import { etagOf } from "../../../runtime/mongo/revision.ts";
import type { MappedPolicy } from "../domain/rollup.ts";
import type { AuditRow } from "../store/audit-model.ts";
import { type CustomerComplianceRow, userVersion } from "../store/customer-compliance-model.ts";
import type { FrameworkRow } from "../store/framework-model.ts";
import type { RequirementRow } from "../store/requirement-model.ts";

/** A framework on the wire; `own` is how many requirements the customer has added to it. */
export const frameworkMessage = (
  row: FrameworkRow,
  own: number,
  requirements: readonly RequirementRow[] = [],
): MessageInitShape<typeof FrameworkSchema> => ({
  id: row._id,
  key: row.key,
  title: row.title,
  description: row.description,
  requirementCount: row.requirementCount + own,
  requirements: requirements.map(requirementMessage),
  createTime: timestampFromDate(row.createTime),
  updateTime: timestampFromDate(row.updateTime),
});

/** A requirement on the wire. */
export const requirementMessage = (row: RequirementRow): MessageInitShape<typeof RequirementSchema> => ({
  id: row._id,
  customerId: row.customerId,
  frameworkId: row.frameworkId,
  identifier: row.identifier,
  title: row.title,
  description: row.description,
  type: RequirementType[row.type],
  createTime: timestampFromDate(row.createTime),
  updateTime: timestampFromDate(row.updateTime),
  ...(row.deleteTime ? { deleteTime: timestampFromDate(row.deleteTime) } : {}),
  etag: etagOf(row),
});

/** A mapped policy on the wire. */
export const mappedPolicyMessage = (policy: MappedPolicy): MessageInitShape<typeof MappedPolicySchema> => ({
  policyId: policy.policyId,
  title: policy.title,
  published: policy.published,
  materialVersion: policy.materialVersion,
  acknowledgedCount: policy.acknowledged,
  pendingCount: policy.pending,
  mapTime: timestampFromDate(policy.mapTime),
  mapUserId: policy.mapUserId,
});

/** A customer compliance on the wire; its etag moves only with what users change. */
export const customerComplianceMessage = (
  row: CustomerComplianceRow,
): MessageInitShape<typeof CustomerComplianceSchema> => ({
  id: row._id,
  customerId: row.customerId,
  target:
    row.targetKind === "framework"
      ? { case: "frameworkId", value: row.targetId }
      : { case: "requirementId", value: row.targetId },
  title: row.title,
  note: row.note,
  ownerUserId: row.ownerUserId,
  policies: row.policies.map(mappedPolicyMessage),
  status: ComplianceStatus[row.status],
  percentage: row.percentage,
  acknowledgedCount: row.acknowledged,
  pendingCount: row.pending,
  ...(row.auditTime ? { auditTime: timestampFromDate(row.auditTime) } : {}),
  auditStatus: AuditStatus[row.auditStatus],
  updatedSinceAudit: row.updatedSinceAudit,
  createTime: timestampFromDate(row.createTime),
  updateTime: timestampFromDate(row.updateTime),
  etag: etagOf(userVersion(row)),
  revision: BigInt(row.revision),
});

/** An audit on the wire. */
export const auditMessage = (row: AuditRow): MessageInitShape<typeof AuditSchema> => ({
  id: row._id,
  customerId: row.customerId,
  customerComplianceId: row.customerComplianceId,
  scheduledTime: timestampFromDate(row.scheduledTime),
  auditor: row.auditor,
  state: AuditState[row.state],
  outcome: row.outcome ? AuditOutcome[row.outcome] : AuditOutcome.UNSPECIFIED,
  notes: row.notes,
  ...(row.completeTime ? { completeTime: timestampFromDate(row.completeTime) } : {}),
  percentage: row.percentage,
  createTime: timestampFromDate(row.createTime),
  updateTime: timestampFromDate(row.updateTime),
  etag: etagOf(row),
});
