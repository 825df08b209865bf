import { isDeepStrictEqual } from "node:util";
import type { Employee } from "#gen/countersign/employee/v1/employee_pb.ts";
import { objectsAt, type ScimObject, textAt } from "../protocol/attribute.ts";
import { badRequest } from "../protocol/scim-error.ts";
import { KEPT_AS_ATTRIBUTES, sameText } from "./attribute-keys.ts";
import { ENTERPRISE_URN } from "./user-schema.ts";

/** The fields of an employee that SCIM sets, but for the status. */
export type UserFacts = Pick<
  Employee,
  | "name"
  | "email"
  | "userName"
  | "externalId"
  | "roles"
  | "department"
  | "location"
  | "managerId"
  | "employmentType"
  | "locale"
  | "attributes"
>;

/** A person as the client sees them, and as the platform does. */
export interface Known {
  readonly resource: ScimObject;
  readonly employee: Employee;
}

/**
 * The facts of an employee by what a client says of a user. Only what differs from what the client saw (`known`) is
 * taken, so that the platform's own facts outlive a change of something else. `managerId` is what the client named,
 * not resolved. Throws invalidValue when there is no user name or no address.
 */
export function factsOf(wanted: ScimObject, known?: Known): UserFacts {
  const before = known?.employee;
  const same = (...path: string[]): boolean =>
    known !== undefined && textAt(known.resource, ...path) === textAt(wanted, ...path);
  const text = (now: string | undefined, ...path: string[]): string =>
    now !== undefined && same(...path) ? now : textAt(wanted, ...path);
  return {
    name: nameOf(wanted, known),
    ...namesOf(wanted, known),
    externalId: text(before?.externalId, "externalId"),
    roles: rolesOf(wanted, known),
    department: text(before?.department, ENTERPRISE_URN, "department"),
    location: locationOf(wanted, known),
    managerId: text(before?.managerId, ENTERPRISE_URN, "manager", "value"),
    employmentType: text(before?.employmentType, "userType"),
    locale: same("preferredLanguage") ? (before?.locale ?? "") : localeOf(wanted),
    attributes: attributesOf(wanted, known),
  };
}

/** Of the ways to say the name, the one that changed counts; for a new person, the first that is there. */
function nameOf(wanted: ScimObject, known: Known | undefined): string {
  const ways = (of: ScimObject): string[] => [
    textAt(of, "displayName"),
    textAt(of, "name", "formatted"),
    [textAt(of, "name", "givenName"), textAt(of, "name", "familyName")]
      .filter((part) => part !== "")
      .join(" "),
  ];
  const saw = known ? ways(known.resource) : [];
  const said = ways(wanted).find((way, index) => way !== "" && way !== saw[index]);
  return said ?? known?.employee.name ?? textAt(wanted, "userName");
}

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/**
 * The address, and the user name where that is another. A person who goes by the address keeps doing so when the client
 * changes only the user name, and is known by the old one when it changes only the address.
 */
function namesOf(wanted: ScimObject, known: Known | undefined): Pick<UserFacts, "email" | "userName"> {
  const userName = textAt(wanted, "userName");
  if (userName === "") throw badRequest("invalidValue", "A user needs a userName.");
  const given = addressOf(wanted);
  const before = known?.employee;
  const untouched = given === "" || (before !== undefined && sameText(given, before.email));
  const goesByAddress = before === undefined || before.userName === "";
  const email = !untouched
    ? given
    : goesByAddress && ADDRESS.test(userName)
      ? userName
      : (before?.email ?? given);
  if (email === "")
    throw badRequest("invalidValue", "A user needs an e-mail address: in emails, or as userName.");
  return { email, userName: sameText(email, userName) ? "" : userName };
}

const addressOf = (resource: ScimObject): string => textAt(preferred(resource, "emails"), "value");

/** The primary value, else the one for work, else the first. */
function preferred(resource: ScimObject, name: string): ScimObject | undefined {
  const values = objectsAt(resource, name);
  return (
    values.find((value) => value.primary === true) ??
    values.find((value) => sameText(textAt(value, "type"), "work")) ??
    values[0]
  );
}

/** The title is one of the roles. */
function rolesOf(wanted: ScimObject, known: Known | undefined): string[] {
  const said = (of: ScimObject): string[] => [
    textAt(of, "title"),
    ...objectsAt(of, "roles").map((role) => textAt(role, "value")),
  ];
  const roles = said(wanted);
  if (known && isDeepStrictEqual(said(known.resource), roles)) return known.employee.roles;
  return roles.filter(
    (role, index) => role !== "" && roles.findIndex((other) => sameText(other, role)) === index,
  );
}

function locationOf(wanted: ScimObject, known: Known | undefined): string {
  const locality = (of: ScimObject): string => textAt(preferred(of, "addresses"), "locality");
  const said = locality(wanted);
  return known && locality(known.resource) === said ? known.employee.location : said;
}

/** `preferredLanguage` is a tag, or a list of them as in Accept-Language (RFC 7643 §4.1.1). */
function localeOf(wanted: ScimObject): string {
  const [first = ""] = textAt(wanted, "preferredLanguage").split(/[,;]/);
  return first.trim().replaceAll("_", "-");
}

function attributesOf(wanted: ScimObject, known: Known | undefined): Record<string, string> {
  const attributes = { ...known?.employee.attributes };
  for (const { key, path } of KEPT_AS_ATTRIBUTES) {
    const said = textAt(wanted, ...path);
    if (known && textAt(known.resource, ...path) === said) continue;
    if (said === "") delete attributes[key];
    else attributes[key] = said;
  }
  return attributes;
}
