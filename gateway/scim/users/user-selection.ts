import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import type { ListEmployeesRequest } from "#gen/countersign/employee/v1/employee_requests_pb.ts";
import { type Filter, refused } from "../protocol/filter.ts";
import { combine, type Offer, selectionsOf } from "../protocol/selection.ts";
import { sameText } from "./attribute-keys.ts";
import { ENTERPRISE_URN, USER_URN } from "./user-schema.ts";

/** Users by what an index finds; all that is set must hold. */
export interface UserSelection {
  readonly id?: string;
  readonly email?: string;
  readonly userName?: string;
  readonly externalId?: string;
  readonly name?: string;
  readonly department?: string;
  readonly employmentType?: string;
  readonly managerId?: string;
  readonly active?: boolean;
}

const ENTERPRISE = ENTERPRISE_URN.toLowerCase();

/** The texts that can be searched by, under their lower-case paths. */
const TEXTS: ReadonlyMap<string, keyof UserSelection> = new Map([
  ["id", "id"],
  ["username", "userName"],
  ["externalid", "externalId"],
  ["displayname", "name"],
  ["name.formatted", "name"],
  ["emails", "email"],
  ["emails.value", "email"],
  ["usertype", "employmentType"],
  ["employeetype", "employmentType"],
  [`${ENTERPRISE}:department`, "department"],
  [`${ENTERPRISE}:manager`, "managerId"],
  [`${ENTERPRISE}:manager.value`, "managerId"],
]);

/** What is compared as it is; all else without regard to case. */
const EXACT: ReadonlySet<string> = new Set(["id", "externalId", "managerId", "active"]);

/** What at most one person has. */
const NARROW = ["id", "email", "userName", "externalId"] as const;

/** The tests on users that an index serves. */
const OFFER: Offer<UserSelection> = {
  urn: USER_URN,
  isPresent: new Set(["id", "username", "emails", "emails.value", "displayname"]),
  eq: (path, value) => {
    if (path === "active") return { active: readActive(value) };
    const field = TEXTS.get(path);
    return field === undefined || typeof value !== "string" ? undefined : { [field]: value };
  },
  combine: (a, b) =>
    combine(a, b, (field, x, y) => (EXACT.has(field) ? x === y : sameText(String(x), String(y)))),
  isNarrow: (selection) => NARROW.some((field) => selection[field] !== undefined),
};

/**
 * The users that a filter means: those of any of the selections; none for an empty list. Several only if each finds one
 * person at most. Throws invalidFilter for what no index serves.
 */
export const userSelections = (filter: Filter): readonly UserSelection[] => selectionsOf(filter, OFFER);

function readActive(value: unknown): boolean {
  const text = String(value).toLowerCase();
  if (text !== "true" && text !== "false") throw refused("active is true or false.");
  return text === "true";
}

/** Whether a selection finds one person at most. */
export const isNarrow = OFFER.isNarrow;

/** Longest text that a field can hold; a longer one finds nobody. */
const LONGEST: Readonly<Partial<Record<keyof UserSelection, number>>> = { email: 254, userName: 254 };
const LONGEST_OTHERWISE = 200;
const EMPLOYEE_ID = /^emp_[0-9a-z]{26}$/;

/** A selection as a request of the employee service; undefined when nobody can match. */
export function employeesRequest(
  selection: UserSelection,
):
  | Pick<
      ListEmployeesRequest,
      | "email"
      | "userName"
      | "externalId"
      | "name"
      | "department"
      | "employmentType"
      | "managerId"
      | "statuses"
    >
  | undefined {
  const { id: _, active, ...texts } = selection;
  const impossible = Object.entries(texts).some(
    ([field, value]) =>
      value.trim() === "" || [...value].length > (LONGEST[field as keyof UserSelection] ?? LONGEST_OTHERWISE),
  );
  if (impossible || (texts.managerId !== undefined && !EMPLOYEE_ID.test(texts.managerId))) return undefined;
  return {
    email: texts.email ?? "",
    userName: texts.userName ?? "",
    externalId: texts.externalId ?? "",
    name: texts.name ?? "",
    department: texts.department ?? "",
    employmentType: texts.employmentType ?? "",
    managerId: texts.managerId ?? "",
    statuses: active === undefined ? [] : active ? WORKING : [EmployeeStatus.INACTIVE],
  };
}

const WORKING = [EmployeeStatus.ACTIVE, EmployeeStatus.ON_LEAVE];

/** Whether an employee who was found by id meets the rest of the selection. */
export function meets(employee: Employee, selection: UserSelection): boolean {
  const { id: _, active, externalId, managerId, ...texts } = selection;
  const has = { ...employee, userName: employee.userName || employee.email };
  return (
    (active === undefined || active === (employee.status !== EmployeeStatus.INACTIVE)) &&
    (externalId === undefined || externalId === employee.externalId) &&
    (managerId === undefined || managerId === employee.managerId) &&
    Object.entries(texts).every(([field, value]) => sameText(has[field as keyof typeof texts], value))
  );
}
