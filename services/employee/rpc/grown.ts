import type { Change } from "../../../runtime/mongo/change.ts";
import type { EmployeeContext } from "../context.ts";
import type { Group } from "../domain/group.ts";

/** A group with so many members more (fewer if negative), and the write for it; bound to `etag` if there is one. */
export function grown(
  context: EmployeeContext,
  group: Group,
  by: number,
  etag: string,
): { readonly after: Group; readonly change: Change } {
  const now = context.clock.now();
  return {
    after: { ...group, memberCount: group.memberCount + by, updateTime: now, revision: group.revision + 1 },
    change: context.groups.countMembers(group, by, now, etag === "" ? undefined : group.revision),
  };
}
