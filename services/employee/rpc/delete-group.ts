import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { type EmployeeContext, MATCH_AUDIENCES, SETTLE_GROUPS } from "../context.ts";
import type { Group } from "../domain/group.ts";
import { events } from "../events.ts";
import { membersToSettle, SETTLED_AT_ONCE, settleMembers } from "../group-keeping.ts";

const { method } = EmployeeService;

/** Deletes a group; its members leave it at once, or by the worker if they are many. */
export const deleteGroup: Handler<EmployeeContext, typeof method.deleteGroup> = async (
  context,
  request,
  call,
) => {
  const response = await write(context, call, method.deleteGroup, request, async () => {
    const row = await context.groups.get(customerOf(call), request.groupId);
    checkEtag("group", row, request.etag);
    const after: Group = {
      ...row,
      deleted: true,
      settling: true,
      settler: call.actor,
      updateTime: context.clock.now(),
      revision: row.revision + 1,
    };
    const moves = await membersToSettle(context, after, SETTLED_AT_ONCE + 1);
    const told = events.groupDeleted(after);
    if (moves.length > SETTLED_AT_ONCE)
      return { changes: [context.groups.update(row, after)], events: [told], response: {} };
    const members = settleMembers(context, moves);
    return {
      changes: [...context.groups.remove(row), ...members.changes],
      events: [told, ...members.events],
      response: {},
    };
  });
  context.nudge(SETTLE_GROUPS);
  context.nudge(MATCH_AUDIENCES);
  return response;
};
