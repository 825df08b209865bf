import { ConnectError } from "@connectrpc/connect";
import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import { reasonOf } from "../../../runtime/rpc/error-mapping.ts";
import { type ScimObject, textAt } from "../protocol/attribute.ts";
import { conformResource } from "../protocol/conform.ts";
import { checkIfMatch, hasIfMatch } from "../protocol/etag.ts";
import { readPatch } from "../protocol/patch-request.ts";
import { readProjection } from "../protocol/projection.ts";
import { badRequest } from "../protocol/scim-error.ts";
import type { ScimAnswer, ScimCall, ScimHandler } from "../scim-call.ts";
import { findGroup } from "./find-group.ts";
import { groupResource } from "./group-resource.ts";
import { GROUPS } from "./group-schema.ts";
import { listGroups } from "./list-groups.ts";
import { listedMembers, MembersChange } from "./members.ts";
import { type GroupPatch, idsOf, MEMBERS, readGroupPatch } from "./patch-group.ts";

/** A group as the answer of a request. */
async function answer(call: ScimCall, group: Group, status = 200): Promise<ScimAnswer> {
  const projection = readProjection(GROUPS, call.query);
  const members = projection.wants("members") ? await listedMembers(call, group) : undefined;
  return {
    status,
    body: projection.of(groupResource(group, members, call.baseUrl)),
    etag: group.etag,
    location: `${call.baseUrl}/Groups/${group.id}`,
  };
}

const get: ScimHandler = async (call) => answer(call, await findGroup(call));

/** Creates a group with its members, or neither. */
const post: ScimHandler = async (call) => {
  const body = conformResource(GROUPS, await call.body());
  const members = new MembersChange();
  members.add(idsOf(MEMBERS, body.members));
  const { group } = await call.employees.createGroup({
    group: { name: nameOf(body), externalId: textAt(body, "externalId") },
  });
  if (!group) throw new Error("the employee service answered without a group");
  try {
    return await answer(call, await members.carryOut(call, group, ""), 201);
  } catch (error) {
    await call.employees.deleteGroup({ groupId: group.id });
    throw error;
  }
};

/** Members and externalId stay when PUT doesn't name them. */
const put: ScimHandler = async (call) => {
  const body = conformResource(GROUPS, await call.body());
  const group = await change(call, (before) => {
    const members = new MembersChange();
    if (body.members !== undefined) members.replace(idsOf(MEMBERS, body.members));
    return { resource: { externalId: before.externalId, ...body }, members };
  });
  return answer(call, group);
};

/** Without a body, unless the client says which attributes it wants: groups may be large. */
const patch: ScimHandler = async (call) => {
  const operations = readPatch(await call.body());
  const group = await change(call, (resource) => readGroupPatch(resource, operations));
  if (readProjection(GROUPS, call.query).named) return answer(call, group);
  return { status: 204, etag: group.etag };
};

const remove: ScimHandler = async (call) => {
  const group = await findGroup(call);
  checkIfMatch(call.req, group.etag);
  await call.employees.deleteGroup({ groupId: group.id, etag: hasIfMatch(call.req) ? group.etag : "" });
  return { status: 204 };
};

const TRIES = 4;

/** Changes the group that the path names; decides again when somebody else was faster, as with users. */
async function change(call: ScimCall, decide: (resource: ScimObject) => GroupPatch): Promise<Group> {
  for (let tries = 1; ; tries++) {
    const group = await findGroup(call);
    checkIfMatch(call.req, group.etag);
    const { resource, members } = decide(groupResource(group, undefined, call.baseUrl));
    try {
      const renamed = await rename(call, group, resource);
      const bound = hasIfMatch(call.req) ? renamed.etag : "";
      return await members.carryOut(call, renamed, bound);
    } catch (error) {
      const stale = error instanceof ConnectError && reasonOf(error) === "ETAG_MISMATCH";
      if (!stale || hasIfMatch(call.req) || tries >= TRIES) throw error;
    }
  }
}

async function rename(call: ScimCall, group: Group, wanted: ScimObject): Promise<Group> {
  const name = nameOf(wanted);
  const externalId = textAt(wanted, "externalId");
  const paths = [
    ...(name === group.name ? [] : ["name"]),
    ...(externalId === group.externalId ? [] : ["external_id"]),
  ];
  if (paths.length === 0) return group;
  const request = { group: { id: group.id, name, externalId }, updateMask: { paths }, etag: group.etag };
  return (await call.employees.updateGroup(request)).group ?? group;
}

function nameOf(resource: ScimObject): string {
  const name = textAt(resource, "displayName");
  if (name === "") throw badRequest("invalidValue", "A group needs a displayName.");
  return name;
}

/** What `/Groups` answers, by method. */
export const GROUP_COLLECTION: Readonly<Record<string, ScimHandler>> = { GET: listGroups, POST: post };
/** What `/Groups/{id}` answers, by method. */
export const GROUP_ITEM: Readonly<Record<string, ScimHandler>> = {
  GET: get,
  PUT: put,
  PATCH: patch,
  DELETE: remove,
};
