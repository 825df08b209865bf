import { AuditStatus, ComplianceStatus } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { RequirementType } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { AuditOutcome, AuditState } from "#gen/countersign/compliance/v1/scheduled_audit_pb.ts";
import { invalidArgument } from "../../../runtime/errors.ts";
import { AUDIT_OUTCOMES, AUDIT_STATES, AUDIT_STATUSES } from "../domain/audit.ts";
import { REQUIREMENT_TYPES } from "../domain/requirement-type.ts";
import { COMPLIANCE_STATUSES } from "../domain/rollup.ts";

/** A function from an enum's numbers on the wire to the domain's names. Throws INVALID_FIELD for UNSPECIFIED and unknown ones. */
const namer =
  <N extends string>(field: string, names: readonly N[], numbers: Readonly<Record<N, number>>) =>
  (value: number): N => {
    const name = names.find((candidate) => numbers[candidate] === value);
    if (name) return name;
    throw invalidArgument("INVALID_FIELD", `${field} has no value ${value}.`, {
      violations: [{ field, rule: "defined", message: "is not one of the defined values" }],
    });
  };

/** The domain's names of the contract's enums. */
export const nameOf = {
  requirementType: namer("type", REQUIREMENT_TYPES, RequirementType),
  complianceStatus: namer("statuses", COMPLIANCE_STATUSES, ComplianceStatus),
  auditStatus: namer("audit_statuses", AUDIT_STATUSES, AuditStatus),
  auditState: namer("states", AUDIT_STATES, AuditState),
  auditOutcome: namer("outcome", AUDIT_OUTCOMES, AuditOutcome),
};
