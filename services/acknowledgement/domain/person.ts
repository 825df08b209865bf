import type { Person } from "./obligation.ts";

/** A text as it is compared: trimmed, without regard to case. */
export const comparable = (text: string): string => text.normalize("NFC").trim().toLowerCase();

/** What is known of a person, from whichever message it came. */
export interface PersonFacts {
  readonly name: string;
  readonly email: string;
  readonly department: string;
  readonly managerId: string;
  readonly revision: number;
}

/** The copies that an obligation keeps of a person. */
export const personOf = (facts: PersonFacts): Person => ({
  name: facts.name,
  email: facts.email,
  department: facts.department,
  managerId: facts.managerId,
  departmentKey: comparable(facts.department),
  searchKeys: searchKeysOf(facts.name, facts.email),
  revision: facts.revision,
});

/** Words of a name by which a person is found; more are hardly typed. */
const MOST_WORDS = 4;

/** What a search for a person may begin with, each once. */
export function searchKeysOf(name: string, email: string): string[] {
  const words = comparable(name).split(/\s+/).slice(1, MOST_WORDS);
  return [...new Set([comparable(name), ...words, comparable(email)])].filter((key) => key !== "");
}

/** Whether a person works at present. */
export type Presence = "ACTIVE" | "ON_LEAVE" | "GONE";

/** The newest that events told of a person. */
export interface KnownPerson {
  /** `emp_…`. */
  readonly _id: string;
  readonly customerId: string;
  readonly person: Person;
  readonly presence: Presence;
  /** The employee's revision. */
  readonly revision: number;
}
