import { create } from "@bufbuild/protobuf";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { GroupSchema } from "#gen/countersign/employee/v1/group_pb.ts";
import type { UpdateGroupRequest } from "#gen/countersign/employee/v1/group_requests_pb.ts";
import { invalidField } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { type Call, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { maskedFields } from "../../../runtime/rpc/update-mask.ts";
import { write } from "../../../runtime/write.ts";
import { type EmployeeContext, MATCH_AUDIENCES, SETTLE_GROUPS } from "../context.ts";
import { changedGroup, changedGroupFields, type Group, type GroupFacts, tidyGroup } from "../domain/group.ts";
import { events } from "../events.ts";
import { membersToSettle, SETTLED_AT_ONCE, settleMembers } from "../group-keeping.ts";
import { groupMessage } from "./group-message.ts";

const { method } = EmployeeService;
const FIELDS = ["name", "description", "externalId"] as const satisfies readonly (keyof GroupFacts)[];

/** Changes a group; its members get a new name with it, or by the worker if they are many. */
export const updateGroup: Handler<EmployeeContext, typeof method.updateGroup> = async (
  context,
  request,
  call,
) => {
  const response = await write(context, call, method.updateGroup, request, async () => {
    const customerId = customerOf(call);
    const row = await context.groups.get(customerId, request.group?.id ?? "");
    checkEtag("group", row, request.etag);
    const facts = factsWanted(row, request);
    const fields = changedGroupFields(row, facts);
    if (fields.length === 0) return { changes: [], events: [], response: { group: groupMessage(row) } };
    if (facts.name === "") throw invalidField("group.name", "required", "A group needs a name.");
    if (fields.includes("name")) await context.groups.checkNameFree(customerId, row._id, facts.name);
    if (fields.includes("external_id"))
      await context.groups.checkExternalIdFree(customerId, row._id, facts.externalId);
    const { after, members } = await renamed(context, changedGroup(row, facts, context.clock.now()), call);
    return {
      changes: [context.groups.update(row, after), ...members.changes],
      events: [events.groupUpdated(after, fields), ...members.events],
      response: { group: groupMessage(after) },
    };
  });
  context.nudge(SETTLE_GROUPS);
  context.nudge(MATCH_AUDIENCES);
  return response;
};

/** The group with members who carry its name if they are few; with the work left to the worker otherwise. */
async function renamed(context: EmployeeContext, group: Group, call: Call) {
  const moves = await membersToSettle(context, group, SETTLED_AT_ONCE + 1);
  if (moves.length > SETTLED_AT_ONCE) {
    const after: Group = { ...group, settling: true, settler: call.actor };
    return { after, members: { changes: [], events: [] } };
  }
  const { settling: _, settler: __, ...rest } = group;
  return { after: { ...rest, keys: [group.nameKey] }, members: settleMembers(context, moves) };
}

function factsWanted(row: Group, { group, updateMask }: UpdateGroupRequest): GroupFacts {
  const given = group ?? create(GroupSchema);
  const fields = maskedFields(GroupSchema, given, updateMask, FIELDS);
  const { name, description, externalId } = row;
  const wanted = Object.fromEntries(fields.map((field) => [field, given[field]]));
  return tidyGroup({ name, description, externalId, ...wanted });
}
