import { ENTERPRISE_URN } from "./user-schema.ts";

/** SCIM attributes that an employee has no field for, and under which keys their `attributes` keep them. */
export const KEPT_AS_ATTRIBUTES = [
  { key: "title", path: ["title"] },
  { key: "given_name", path: ["name", "givenName"] },
  { key: "family_name", path: ["name", "familyName"] },
  { key: "employee_number", path: [ENTERPRISE_URN, "employeeNumber"] },
  { key: "cost_center", path: [ENTERPRISE_URN, "costCenter"] },
  { key: "organization", path: [ENTERPRISE_URN, "organization"] },
  { key: "division", path: [ENTERPRISE_URN, "division"] },
] as const;

/** How texts are compared without regard to case. */
export const sameText = (a: string, b: string): boolean =>
  a.normalize("NFC").trim().toLowerCase() === b.normalize("NFC").trim().toLowerCase();
