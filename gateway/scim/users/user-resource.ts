import { type Timestamp, timestampDate } from "@bufbuild/protobuf/wkt";
import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import type { ScimObject } from "../protocol/attribute.ts";
import { withoutEmpty } from "../protocol/conform.ts";
import { versionOf } from "../protocol/etag.ts";
import { sameText } from "./attribute-keys.ts";
import { ENTERPRISE_URN, USER_URN } from "./user-schema.ts";

/** An employee as a SCIM user. `groups` are theirs; `baseUrl` ends with /scim/v2. */
export function userResource(employee: Employee, groups: readonly Group[], baseUrl: string): ScimObject {
  const { attributes, name, email } = employee;
  const title = attributes.title ?? "";
  const location = `${baseUrl}/Users/${employee.id}`;
  const enterprise = withoutEmpty({
    employeeNumber: attributes.employee_number,
    costCenter: attributes.cost_center,
    organization: attributes.organization,
    division: attributes.division,
    department: employee.department,
    manager:
      employee.managerId === ""
        ? undefined
        : { value: employee.managerId, $ref: `${baseUrl}/Users/${employee.managerId}` },
  });
  const extended = Object.keys(enterprise).length > 0;
  return withoutEmpty({
    schemas: extended ? [USER_URN, ENTERPRISE_URN] : [USER_URN],
    id: employee.id,
    externalId: employee.externalId,
    userName: employee.userName || email,
    displayName: name,
    name: withoutEmpty({ formatted: name, ...nameParts(employee) }),
    title,
    userType: employee.employmentType,
    preferredLanguage: employee.locale,
    active: employee.status !== EmployeeStatus.INACTIVE,
    emails: [{ value: email, type: "work", primary: true }],
    addresses: employee.location === "" ? [] : [{ locality: employee.location, type: "work", primary: true }],
    roles: employee.roles.filter((role) => !sameText(role, title)).map((value) => ({ value })),
    groups: groups.map((group) => ({
      value: group.id,
      $ref: `${baseUrl}/Groups/${group.id}`,
      display: group.name,
    })),
    [ENTERPRISE_URN]: enterprise,
    meta: metaOf("User", employee, location),
  });
}

/** The metadata of a resource. */
export const metaOf = (
  resourceType: string,
  resource: {
    readonly createTime?: Timestamp | undefined;
    readonly updateTime?: Timestamp | undefined;
    readonly etag: string;
  },
  location: string,
): ScimObject => ({
  resourceType,
  ...(resource.createTime ? { created: timestampDate(resource.createTime).toISOString() } : {}),
  ...(resource.updateTime ? { lastModified: timestampDate(resource.updateTime).toISOString() } : {}),
  location,
  version: versionOf(resource.etag),
});

/** The parts as they were given, if the full name still has them; else its last word and what stands before. */
function nameParts({ name, attributes }: Employee): ScimObject {
  const given = attributes.given_name ?? "";
  const family = attributes.family_name ?? "";
  const has = (part: string): boolean => name.toLowerCase().includes(part.toLowerCase());
  if ((given !== "" || family !== "") && has(given) && has(family))
    return { givenName: given, familyName: family };
  const words = name.split(" ");
  if (words.length === 1) return { givenName: name };
  return { givenName: words.slice(0, -1).join(" "), familyName: words.at(-1) };
}
