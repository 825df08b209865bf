import type { Attribute, ResourceKind, Schema } from "../protocol/attribute.ts";

/** RFC 7643 §4.1. */
export const USER_URN = "urn:ietf:params:scim:schemas:core:2.0:User";
/** RFC 7643 §4.3. */
export const ENTERPRISE_URN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const text = (name: string, description: string, more: Partial<Attribute> = {}): Attribute => ({
  name,
  type: "string",
  description,
  ...more,
});
const complex = (
  name: string,
  description: string,
  subAttributes: readonly Attribute[],
  more: Partial<Attribute> = {},
): Attribute => ({ name, type: "complex", description, subAttributes, ...more });

const type = text("type", "What the value is for.", { canonicalValues: ["work", "home", "other"] });
const primary: Attribute = {
  name: "primary",
  type: "boolean",
  description: "Whether it is the preferred one.",
};
const ref = (...referenceTypes: string[]): Attribute => ({
  name: "$ref",
  type: "reference",
  description: "The address of the resource.",
  referenceTypes,
  mutability: "readOnly",
});

const USER: Schema = {
  urn: USER_URN,
  name: "User",
  description: "An employee",
  attributes: [
    text("id", "The employee's id.", {
      caseExact: true,
      mutability: "readOnly",
      returned: "always",
      uniqueness: "server",
    }),
    text("externalId", "The client's own id of the person.", { caseExact: true }),
    text(
      "userName",
      "The name by which the client knows the person; the e-mail address unless it is another.",
      {
        required: true,
        uniqueness: "server",
      },
    ),
    text("displayName", "The full name."),
    complex("name", "The parts of the name.", [
      text("formatted", "The full name."),
      text("familyName", "The family name."),
      text("givenName", "The given name."),
    ]),
    text("title", "The job title; it is one of the job roles that policies can be meant for."),
    text("userType", "The employment type, such as contractor.", { alias: "employeeType" }),
    text("preferredLanguage", "The language for mails, such as de-CH."),
    {
      name: "active",
      type: "boolean",
      description: "Whether the person works for the customer. False ends sign-in and what is to be signed.",
    },
    complex(
      "emails",
      "The address for mails; one is kept, the primary or else the work address.",
      [text("value", "The address."), type, primary],
      { multiValued: true },
    ),
    complex(
      "addresses",
      "The place of work; the locality of one is kept, the work address's.",
      [text("locality", "The location, such as Berlin."), type, primary],
      { multiValued: true },
    ),
    complex("roles", "The job roles beside the title.", [text("value", "The job role.")], {
      multiValued: true,
    }),
    complex(
      "groups",
      "The groups that the person belongs to.",
      [text("value", "The group's id."), ref("Group"), text("display", "The group's name.")],
      { multiValued: true, mutability: "readOnly" },
    ),
  ],
  passedOver: new Set([
    "nickname",
    "profileurl",
    "locale",
    "timezone",
    "password",
    "phonenumbers",
    "ims",
    "photos",
    "entitlements",
    "x509certificates",
  ]),
};

const ENTERPRISE: Schema = {
  urn: ENTERPRISE_URN,
  name: "EnterpriseUser",
  description: "What an organization knows of an employee",
  attributes: [
    text("employeeNumber", "The personnel number."),
    text("costCenter", "The cost center."),
    text("organization", "The organization."),
    text("division", "The division."),
    text("department", "The department."),
    complex("manager", "The manager, another user.", [
      text("value", "The manager's id; their externalId or userName is taken as well."),
      ref("User"),
      text("displayName", "The manager's name.", { mutability: "readOnly" }),
    ]),
  ],
  passedOver: new Set(),
};

/** Employees as SCIM users. */
export const USERS: ResourceKind = {
  name: "User",
  endpoint: "/Users",
  description: "Employees",
  core: USER,
  extension: ENTERPRISE,
};
