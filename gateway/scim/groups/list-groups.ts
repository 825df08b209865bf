import { Code, ConnectError } from "@connectrpc/connect";
import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import { parseFilter } from "../protocol/filter.ts";
import { listBody, type PageWanted, type Part, partOf, readPage } from "../protocol/page.ts";
import { readProjection } from "../protocol/projection.ts";
import type { ScimCall, ScimHandler } from "../scim-call.ts";
import { isUserId } from "../users/find-user.ts";
import { isGroupId } from "./find-group.ts";
import { groupResource } from "./group-resource.ts";
import { GROUPS } from "./group-schema.ts";
import { type GroupSelection, groupSelections, isNarrow } from "./group-selection.ts";
import { listedMembers } from "./members.ts";

/** Most members that one list of groups names. */
const MOST_MEMBERS = 10_000;
const MOST_GROUPS = 200;

/**
 * Lists groups by name: all, or those that a filter finds by an index. Their members are named as long as there are not
 * too many for one answer; then `members` is left out of a group, as `excludedAttributes=members` would.
 */
export const listGroups: ScimHandler = async (call) => {
  const wanted = readPage(call.query);
  const projection = readProjection(GROUPS, call.query);
  const text = call.query.get("filter");
  const selections = text === null || text.trim() === "" ? [{}] : groupSelections(parseFilter(text));
  const part = await select(call, selections, wanted);
  let room = projection.wants("members") ? MOST_MEMBERS : -1;
  const items: object[] = [];
  for (const group of part.items) {
    const fits = group.memberCount <= room;
    if (fits) room -= group.memberCount;
    const members = fits ? await listedMembers(call, group) : undefined;
    items.push(projection.of(groupResource(group, members, call.baseUrl)));
  }
  return { status: 200, body: listBody({ items, total: part.total }, wanted) };
};

async function select(
  call: ScimCall,
  selections: readonly GroupSelection[],
  wanted: PageWanted,
): Promise<Part<Group>> {
  const [only] = selections;
  if (only && selections.length === 1 && !isNarrow(only)) return all(call, wanted);
  const found = new Map<string, Group>();
  for (const selection of selections)
    for (const group of await few(call, selection)) found.set(group.id, group);
  return partOf([...found.values()], wanted);
}

async function few({ employees }: ScimCall, selection: GroupSelection): Promise<readonly Group[]> {
  const { id, name, externalId, memberId } = selection;
  const texts = [name, externalId].filter((text) => text !== undefined);
  if (texts.some((text) => text.trim() === "" || [...text].length > 200)) return [];
  if (memberId !== undefined && !isUserId(memberId)) return [];
  if (id !== undefined && !isGroupId(id)) return [];
  try {
    // An id alone is not among the filters: the group itself tells the name to look for with the rest.
    const named = id === undefined ? undefined : (await employees.getGroup({ groupId: id })).group;
    const { groups } = await employees.listGroups({
      names: [...(name === undefined ? [] : [name]), ...(named && name === undefined ? [named.name] : [])],
      externalId: externalId ?? "",
      employeeId: memberId ?? "",
      pageSize: MOST_GROUPS,
    });
    return groups.filter((group) => id === undefined || group.id === id);
  } catch (error) {
    if (error instanceof ConnectError && error.code === Code.NotFound) return [];
    throw error;
  }
}

function all(call: ScimCall, wanted: PageWanted): Promise<Part<Group>> {
  return call.walker.read(`${call.customer} groups`, wanted, async (pageSize, pageToken, countTotal) => {
    const answer = await call.employees.listGroups({ pageSize, pageToken, countTotal });
    return { items: answer.groups, nextPageToken: answer.nextPageToken, total: answer.totalSize };
  });
}
