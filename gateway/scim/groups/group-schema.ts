import type { ResourceKind } from "../protocol/attribute.ts";

/** RFC 7643 §4.2. */
export const GROUP_URN = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** Groups of employees as SCIM groups. */
export const GROUPS: ResourceKind = {
  name: "Group",
  endpoint: "/Groups",
  description: "Groups of employees, which policies can be meant for",
  core: {
    urn: GROUP_URN,
    name: "Group",
    description: "A group of employees",
    attributes: [
      {
        name: "id",
        type: "string",
        description: "The group's id.",
        caseExact: true,
        mutability: "readOnly",
        returned: "always",
        uniqueness: "server",
      },
      {
        name: "externalId",
        type: "string",
        description: "The client's own id of the group.",
        caseExact: true,
      },
      {
        name: "displayName",
        type: "string",
        description: "The name, unique within the customer.",
        required: true,
        uniqueness: "server",
      },
      {
        name: "members",
        type: "complex",
        description: "The users who belong to it.",
        multiValued: true,
        subAttributes: [
          { name: "value", type: "string", description: "The user's id.", caseExact: true },
          {
            name: "$ref",
            type: "reference",
            description: "The address of the user.",
            referenceTypes: ["User"],
            mutability: "readOnly",
          },
          {
            name: "type",
            type: "string",
            description: "User; groups are no members.",
            canonicalValues: ["User"],
          },
          { name: "display", type: "string", description: "The user's name.", mutability: "readOnly" },
        ],
      },
    ],
    passedOver: new Set(),
  },
  extension: undefined,
};
