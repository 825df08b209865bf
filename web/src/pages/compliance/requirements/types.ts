import { RequirementType } from "#gen/countersign/compliance/v1/framework_pb.ts";

/** What requirements can be about. */
export const TYPES: readonly RequirementType[] = [
  RequirementType.INFORMATION_SECURITY,
  RequirementType.ACCEPTABLE_USE,
  RequirementType.CRYPTOGRAPHY,
  RequirementType.ACCESS_CONTROL,
  RequirementType.INCIDENT_RESPONSE,
  RequirementType.DATA_PROTECTION,
  RequirementType.BUSINESS_CONTINUITY,
  RequirementType.VENDOR_MANAGEMENT,
  RequirementType.HUMAN_RESOURCES,
  RequirementType.PHYSICAL_SECURITY,
  RequirementType.CHANGE_MANAGEMENT,
  RequirementType.RISK_MANAGEMENT,
  RequirementType.OTHER,
];
