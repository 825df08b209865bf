/** What a requirement is about; the contract's RequirementType without its prefix. */
export const REQUIREMENT_TYPES = [
  "INFORMATION_SECURITY",
  "ACCEPTABLE_USE",
  "CRYPTOGRAPHY",
  "ACCESS_CONTROL",
  "INCIDENT_RESPONSE",
  "DATA_PROTECTION",
  "BUSINESS_CONTINUITY",
  "VENDOR_MANAGEMENT",
  "HUMAN_RESOURCES",
  "PHYSICAL_SECURITY",
  "CHANGE_MANAGEMENT",
  "RISK_MANAGEMENT",
  "OTHER",
] as const;

export type RequirementType = (typeof REQUIREMENT_TYPES)[number];
