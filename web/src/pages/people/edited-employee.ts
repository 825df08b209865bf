import type { Employee } from "#gen/countersign/employee/v1/employee_pb.ts";

/** What of an employee is edited, in plain values. */
export interface EditedEmployee {
  readonly name: string;
  readonly email: string;
  readonly department: string;
  readonly location: string;
  readonly employmentType: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  /** emp_…, or "". */
  readonly managerId: string;
  /** A day such as "2026-03-01", or "". */
  readonly joinDate: string;
  readonly locale: string;
  /** Further facts: [key, value]. */
  readonly attributes: readonly (readonly [key: string, value: string])[];
}

/** Somebody of whom nothing is known yet. */
export const NOBODY: EditedEmployee = {
  name: "",
  email: "",
  department: "",
  location: "",
  employmentType: "",
  roles: [],
  groups: [],
  managerId: "",
  joinDate: "",
  locale: "",
  attributes: [],
};

/** What is saved of an employee, to be edited. */
export const editedOf = (employee: Employee): EditedEmployee => ({
  name: employee.name,
  email: employee.email,
  department: employee.department,
  location: employee.location,
  employmentType: employee.employmentType,
  roles: [...employee.roles],
  groups: [...employee.groups],
  managerId: employee.managerId,
  joinDate: employee.joinDate,
  locale: employee.locale,
  attributes: Object.entries(employee.attributes).sort(([a], [b]) => a.localeCompare(b)),
});

/** What requests take: texts without blanks around them, facts that have a name. */
export const requestFields = (edited: EditedEmployee) => ({
  name: edited.name.trim(),
  email: edited.email.trim(),
  department: edited.department.trim(),
  location: edited.location.trim(),
  employmentType: edited.employmentType.trim(),
  roles: [...edited.roles],
  groups: [...edited.groups],
  managerId: edited.managerId,
  joinDate: edited.joinDate,
  locale: edited.locale.trim(),
  attributes: Object.fromEntries(
    edited.attributes.map(([key, value]) => [key.trim(), value] as const).filter(([key]) => key !== ""),
  ),
});

const PATHS: Readonly<Record<keyof EditedEmployee, string>> = {
  name: "name",
  email: "email",
  department: "department",
  location: "location",
  employmentType: "employment_type",
  roles: "roles",
  groups: "groups",
  managerId: "manager_id",
  joinDate: "join_date",
  locale: "locale",
  attributes: "attributes",
};

/** The update mask: what differs. */
export const changedPaths = (before: EditedEmployee, after: EditedEmployee): string[] =>
  (Object.keys(PATHS) as (keyof EditedEmployee)[])
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => PATHS[key]);
