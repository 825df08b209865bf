import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import { unknownResource } from "../protocol/scim-error.ts";
import type { ScimCall } from "../scim-call.ts";

const GROUP_ID = /^grp_[0-9a-z]{26}$/;

/** Whether a text can be the id of a group. */
export const isGroupId = (id: string): boolean => GROUP_ID.test(id);

/** The group that the path names. Throws 404. */
export async function findGroup({ employees, id }: ScimCall): Promise<Group> {
  if (!isGroupId(id)) throw unknownResource(`group ${id.slice(0, 100)}`);
  const { group } = await employees.getGroup({ groupId: id });
  if (!group) throw unknownResource(`group ${id}`);
  return group;
}
