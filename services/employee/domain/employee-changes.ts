import { isDeepStrictEqual } from "node:util";
import type { Employee, EmployeeFacts, MatchReason } from "./employee.ts";
import { keysOf } from "./employee.ts";

/** A person who was not known before. `facts` are tidy. Someone who comes as INACTIVE has left already. */
export function joined(id: string, customerId: string, facts: EmployeeFacts, now: Date): Employee {
  return {
    _id: id,
    customerId,
    ...facts,
    ...keysOf(facts),
    createTime: now,
    updateTime: now,
    ...(facts.status === "INACTIVE" ? { deactivateTime: now } : {}),
    deleted: false,
    revision: 1,
    matchPending: true,
    matchReason: "JOINED",
  };
}

/** A person with other facts. `facts` are tidy. A newcomer who is not matched yet stays a newcomer. */
export function changed(person: Employee, facts: EmployeeFacts, now: Date): Employee {
  return touched({ ...person, ...facts, ...keysOf(facts) }, now, person.matchPending && person.matchReason);
}

/** A person who has left; other facts of theirs may change with it. */
export function left(person: Employee, now: Date, facts: EmployeeFacts = factsOf(person)): Employee {
  return {
    ...changed(person, { ...facts, status: "INACTIVE" }, now),
    matchReason: "CHANGED",
    deactivateTime: now,
  };
}

/** A person who has left, and whom the customer's identity provider has given up. */
export const deprovisioned = (person: Employee, now: Date): Employee => ({
  ...changed(person, factsOf(person), now),
  deprovisionTime: now,
});

/** A person who came back, with the facts they have now. */
export function returned(person: Employee, facts: EmployeeFacts, now: Date): Employee {
  const { deactivateTime: _, deprovisionTime: __, ...rest } = changed(person, facts, now);
  return { ...rest, matchReason: "JOINED" };
}

/** A person who was entered by mistake. */
export const deleted = (person: Employee, now: Date): Employee => ({
  ...touched(person, now, "CHANGED"),
  deleted: true,
  deleteTime: now,
});

/** A person's facts alone. */
export const factsOf = (person: EmployeeFacts): EmployeeFacts => ({
  name: person.name,
  email: person.email,
  roles: person.roles,
  department: person.department,
  location: person.location,
  groups: person.groups,
  managerId: person.managerId,
  employmentType: person.employmentType,
  status: person.status,
  joinDate: person.joinDate,
  locale: person.locale,
  attributes: person.attributes,
  externalId: person.externalId,
  userName: person.userName,
});

/** The facts in which two states differ, by their names in the contract (snake_case), sorted. */
export function changedFields(before: EmployeeFacts, after: EmployeeFacts): string[] {
  const names = Object.keys(factsOf(before)) as (keyof EmployeeFacts)[];
  return names
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
    .toSorted();
}

const touched = (person: Employee, now: Date, reason: MatchReason | undefined): Employee => ({
  ...person,
  updateTime: now,
  revision: person.revision + 1,
  matchPending: true,
  matchReason: reason ?? "CHANGED",
});
