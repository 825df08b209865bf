import type { Employee } from "#gen/countersign/employee/v1/employee_pb.ts";
import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import type { ScimObject } from "../protocol/attribute.ts";
import { withoutEmpty } from "../protocol/conform.ts";
import { metaOf } from "../users/user-resource.ts";
import { GROUP_URN } from "./group-schema.ts";

/** A group as a SCIM group; without `members` when they are undefined. */
export function groupResource(
  group: Group,
  members: readonly Employee[] | undefined,
  baseUrl: string,
): ScimObject {
  return {
    ...withoutEmpty({
      schemas: [GROUP_URN],
      id: group.id,
      externalId: group.externalId,
      displayName: group.name,
      meta: metaOf("Group", group, `${baseUrl}/Groups/${group.id}`),
    }),
    ...(members === undefined
      ? {}
      : {
          members: members.map((member) => ({
            value: member.id,
            $ref: `${baseUrl}/Users/${member.id}`,
            type: "User",
            display: member.name,
          })),
        }),
  };
}
