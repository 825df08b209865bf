import {
  AuditCompletedSchema,
  AuditScheduledSchema,
  CustomerComplianceCreatedSchema,
  CustomerComplianceUpdatedSchema,
  PolicyMappedSchema,
  PolicyUnmappedSchema,
  RequirementCreatedSchema,
  RequirementDeletedSchema,
  RequirementUpdatedSchema,
} from "#gen/countersign/compliance/v1/compliance_events_pb.ts";
import { ComplianceStatus } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { type EventDraft, event } from "../../runtime/events/event.ts";
import type { MappedPolicy } from "./domain/rollup.ts";
import {
  auditMessage,
  customerComplianceMessage,
  mappedPolicyMessage,
  requirementMessage,
} from "./rpc/messages.ts";
import type { AuditRow } from "./store/audit-model.ts";
import type { CustomerComplianceRow } from "./store/customer-compliance-model.ts";
import type { RequirementRow } from "./store/requirement-model.ts";

const about = ({ _id, customerId }: { readonly _id: string; readonly customerId: string }) => ({
  customerId,
  subject: _id,
});

/** All that this service tells others. */
export const events = {
  requirementCreated: (row: RequirementRow): EventDraft =>
    event(RequirementCreatedSchema, about(row), { requirement: requirementMessage(row) }),
  requirementUpdated: (row: RequirementRow, changedFields: string[]): EventDraft =>
    event(RequirementUpdatedSchema, about(row), { requirement: requirementMessage(row), changedFields }),
  requirementDeleted: (row: RequirementRow): EventDraft =>
    event(RequirementDeletedSchema, about(row), { requirement: requirementMessage(row) }),
  complianceCreated: (row: CustomerComplianceRow): EventDraft =>
    event(CustomerComplianceCreatedSchema, about(row), {
      customerCompliance: customerComplianceMessage(row),
    }),
  complianceUpdated: (before: CustomerComplianceRow, after: CustomerComplianceRow): EventDraft =>
    event(CustomerComplianceUpdatedSchema, about(after), {
      customerCompliance: customerComplianceMessage(after),
      previousStatus: ComplianceStatus[before.status],
      previousPercentage: before.percentage,
    }),
  /** The update event if something that it promises to tell has changed; counts alone are not told. */
  complianceMoved: (before: CustomerComplianceRow, after: CustomerComplianceRow): EventDraft[] =>
    before.status !== after.status ||
    before.percentage !== after.percentage ||
    before.auditStatus !== after.auditStatus ||
    before.updatedSinceAudit !== after.updatedSinceAudit
      ? [events.complianceUpdated(before, after)]
      : [],
  policyMapped: (row: CustomerComplianceRow, policy: MappedPolicy): EventDraft =>
    event(PolicyMappedSchema, about(row), {
      customerComplianceId: row._id,
      title: row.title,
      policy: mappedPolicyMessage(policy),
      revision: BigInt(row.revision),
    }),
  policyUnmapped: (row: CustomerComplianceRow, policy: MappedPolicy): EventDraft =>
    event(PolicyUnmappedSchema, about(row), {
      customerComplianceId: row._id,
      title: row.title,
      policyId: policy.policyId,
      policyTitle: policy.title,
      revision: BigInt(row.revision),
    }),
  auditScheduled: (audit: AuditRow, of: CustomerComplianceRow): EventDraft =>
    event(AuditScheduledSchema, about(audit), auditTold(audit, of)),
  auditCompleted: (audit: AuditRow, of: CustomerComplianceRow): EventDraft =>
    event(AuditCompletedSchema, about(audit), auditTold(audit, of)),
};

const auditTold = (audit: AuditRow, of: CustomerComplianceRow) => ({
  audit: auditMessage(audit),
  title: of.title,
  ownerUserId: of.ownerUserId,
});
