import { facets, textKey } from "./facet.ts";

/** Whether a person works for the customer at present. */
export type Status = "ACTIVE" | "ON_LEAVE" | "INACTIVE";

/** The statuses of those who have not left. */
export const WORKING = ["ACTIVE", "ON_LEAVE"] as const satisfies readonly Status[];

/** A further fact that the customer keeps. */
export interface Attribute {
  readonly key: string;
  readonly value: string;
}

/** What is told of a person from outside. Texts that may be empty are "" when unknown. */
export interface EmployeeFacts {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly department: string;
  readonly location: string;
  readonly groups: readonly string[];
  /** `emp_…`. */
  readonly managerId: string;
  readonly employmentType: string;
  readonly status: Status;
  /** ISO date. */
  readonly joinDate: string;
  /** BCP 47. */
  readonly locale: string;
  /** By key, rising. */
  readonly attributes: readonly Attribute[];
  /** What another system calls the person. */
  readonly externalId: string;
  /** The identity provider's name for the person, where it is not the address. */
  readonly userName: string;
}

/** What is derived from the facts, to compare, sort and search by. */
export interface EmployeeKeys {
  readonly nameKey: string;
  readonly emailKey: string;
  /** "" for those without a user name. */
  readonly userNameKey: string;
  /** The name from each of its words on, and the address: beginnings of these are found. */
  readonly searchKeys: readonly string[];
  readonly facets: readonly string[];
}

/** Why a person waits to be matched. */
export type MatchReason = "JOINED" | "CHANGED";

/** A person as stored. */
export interface Employee extends EmployeeFacts, EmployeeKeys {
  readonly _id: string;
  readonly customerId: string;
  readonly createTime: Date;
  readonly updateTime: Date;
  readonly deactivateTime?: Date;
  readonly deleted: boolean;
  readonly deleteTime?: Date;
  /** Since when the identity provider has given the person up. */
  readonly deprovisionTime?: Date;
  /** Counts every change of the facts. */
  readonly revision: number;
  /** Set by every change, until the person has been matched with all policies as they are since. */
  readonly matchPending?: true;
  readonly matchReason?: MatchReason;
}

const SEARCHED_WORDS = 20;

/** Whether policies may apply to the person at all. */
export const isWorking = (person: { readonly status: Status; readonly deleted: boolean }): boolean =>
  !person.deleted && person.status !== "INACTIVE";

/** Facts as they are kept: trimmed, lists without blanks and repetitions, attributes by key. */
export function tidy(facts: EmployeeFacts): EmployeeFacts {
  return {
    ...facts,
    name: facts.name.trim().replaceAll(/\s+/g, " "),
    email: facts.email.trim(),
    roles: distinct(facts.roles),
    department: facts.department.trim(),
    location: facts.location.trim(),
    groups: distinct(facts.groups),
    employmentType: facts.employmentType.trim(),
    attributes: facts.attributes.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    externalId: facts.externalId.trim(),
    userName: userNameBeside(facts.email, facts.userName),
  };
}

/** The keys that go with facts. */
export function keysOf(facts: EmployeeFacts): EmployeeKeys {
  const nameKey = textKey(facts.name);
  const emailKey = textKey(facts.email);
  return {
    nameKey,
    emailKey,
    userNameKey: textKey(facts.userName),
    searchKeys: [...suffixes(nameKey), emailKey],
    facets: [
      ...facets("status", [facts.status]),
      ...facets("department", [facts.department]),
      ...facets("location", [facts.location]),
      ...facets("employment_type", [facts.employmentType]),
      ...facets("role", facts.roles),
      ...facets("group", facts.groups),
      ...facets("manager", [facts.managerId]),
    ],
  };
}

/** A user name that says no more than the address is none. */
const userNameBeside = (email: string, userName: string): string =>
  textKey(userName) === textKey(email) ? "" : userName.trim();

function suffixes(nameKey: string): string[] {
  const words = nameKey.split(" ").slice(0, SEARCHED_WORDS);
  return words.map((_, index) => nameKey.split(" ").slice(index).join(" "));
}

function distinct(values: readonly string[]): string[] {
  const byKey = new Map<string, string>();
  for (const value of values) {
    const key = textKey(value);
    if (key !== "" && !byKey.has(key)) byKey.set(key, value.trim());
  }
  return [...byKey.values()];
}
