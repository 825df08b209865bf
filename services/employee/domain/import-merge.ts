import { type Employee, type EmployeeFacts, type Status, tidy } from "./employee.ts";
import { changedFields, factsOf } from "./employee-changes.ts";
import type { ImportRow } from "./import-row.ts";

/** What a row means for a person. */
export interface Merged {
  readonly kind: "join" | "change" | "return" | "leave" | "none";
  readonly facts: EmployeeFacts;
}

const MOST_ATTRIBUTES = 50;

const NOBODY: EmployeeFacts = {
  name: "",
  email: "",
  roles: [],
  department: "",
  location: "",
  groups: [],
  managerId: "",
  employmentType: "",
  status: "ACTIVE",
  joinDate: "",
  locale: "",
  attributes: [],
  externalId: "",
  userName: "",
};

/**
 * Brings a row together with what is known. Columns that the file lacks stay as they are; someone who had left comes
 * back unless the row says that they are inactive.
 * @param managerId the manager that the row names, "" for none; undefined when the file has no such column
 * @param today the join date of those who come without one
 */
export function merge(
  known: Employee | undefined,
  row: ImportRow,
  managerId: string | undefined,
  today: string,
): Merged {
  const before = known ? factsOf(known) : NOBODY;
  const back = known?.status === "INACTIVE" && row.status !== "INACTIVE";
  const facts = tidy({
    name: row.name,
    email: row.email,
    department: row.department ?? before.department,
    location: row.location ?? before.location,
    employmentType: row.employmentType ?? before.employmentType,
    locale: row.locale ?? before.locale,
    roles: row.roles ?? before.roles,
    groups: row.groups ?? before.groups,
    managerId: managerId ?? before.managerId,
    status: row.status ?? (back ? "ACTIVE" : before.status),
    joinDate: row.joinDate ?? (back || !known ? today : before.joinDate),
    attributes: mergeAttributes(before, row),
    externalId: before.externalId,
    userName: before.userName,
  });
  return { kind: kindOf(known?.status, facts, before), facts };
}

/** Whether the attributes are more than a person may have. */
export const tooManyAttributes = (facts: EmployeeFacts): boolean => facts.attributes.length > MOST_ATTRIBUTES;

function kindOf(was: Status | undefined, facts: EmployeeFacts, before: EmployeeFacts): Merged["kind"] {
  if (was === undefined) return "join";
  if (was === "INACTIVE" && facts.status !== "INACTIVE") return "return";
  if (was !== "INACTIVE" && facts.status === "INACTIVE") return "leave";
  return changedFields(before, facts).length > 0 ? "change" : "none";
}

function mergeAttributes(before: EmployeeFacts, row: ImportRow): EmployeeFacts["attributes"] {
  const values = new Map(before.attributes.map(({ key, value }) => [key, value]));
  for (const { key, value } of row.attributes) {
    if (value === "") values.delete(key);
    else values.set(key, value);
  }
  return [...values].map(([key, value]) => ({ key, value }));
}
