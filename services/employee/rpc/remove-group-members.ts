import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { type EmployeeContext, MATCH_AUDIENCES } from "../context.ts";
import { changed, factsOf } from "../domain/employee-changes.ts";
import { belongs, without } from "../domain/group.ts";
import { settleMembers } from "../group-keeping.ts";
import { groupMessage } from "./group-message.ts";
import { grown } from "./grown.ts";

const { method } = EmployeeService;

/** Takes employees out of a group, all or none. */
export const removeGroupMembers: Handler<EmployeeContext, typeof method.removeGroupMembers> = async (
  context,
  request,
  call,
) => {
  const response = await write(context, call, method.removeGroupMembers, request, async () => {
    const customerId = customerOf(call);
    const group = await context.groups.get(customerId, request.groupId);
    checkEtag("group", group, request.etag);
    const people = await context.employees.byIds(customerId, request.employeeIds);
    const leaving = people.filter((person) => belongs(group, person.groups));
    if (leaving.length === 0)
      return { changes: [], events: [], response: { group: groupMessage(group), removedCount: 0 } };
    const now = context.clock.now();
    const members = settleMembers(
      context,
      leaving.map((before) => ({
        before,
        after: changed(before, { ...factsOf(before), groups: without(group, before.groups) }, now),
      })),
    );
    const { after, change } = grown(context, group, -leaving.length, request.etag);
    return {
      changes: [change, ...members.changes],
      events: members.events,
      response: { group: groupMessage(after), removedCount: leaving.length },
    };
  });
  context.nudge(MATCH_AUDIENCES);
  return response;
};
