import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { failedPrecondition, notFound } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { type EmployeeContext, MATCH_AUDIENCES } from "../context.ts";
import { changed, factsOf } from "../domain/employee-changes.ts";
import { belongs } from "../domain/group.ts";
import { settleMembers } from "../group-keeping.ts";
import { groupMessage } from "./group-message.ts";
import { grown } from "./grown.ts";

const { method } = EmployeeService;
const MOST_GROUPS = 100;

/** Takes employees into a group, all or none. */
export const addGroupMembers: Handler<EmployeeContext, typeof method.addGroupMembers> = async (
  context,
  request,
  call,
) => {
  const response = await write(context, call, method.addGroupMembers, request, async () => {
    const customerId = customerOf(call);
    const group = await context.groups.get(customerId, request.groupId);
    checkEtag("group", group, request.etag);
    const people = await context.employees.byIds(customerId, request.employeeIds);
    const known = new Set(people.map((person) => person._id));
    const unknown = request.employeeIds.find((employeeId) => !known.has(employeeId));
    if (unknown !== undefined) throw notFound("employee", unknown);
    const joining = people.filter((person) => !belongs(group, person.groups));
    const full = joining.find((person) => person.groups.length >= MOST_GROUPS);
    if (full)
      throw failedPrecondition(
        "TOO_MANY_GROUPS",
        `The employee ${full._id} belongs to ${MOST_GROUPS} groups already, the most that there may be.`,
        { metadata: { employee_id: full._id } },
      );
    if (joining.length === 0)
      return { changes: [], events: [], response: { group: groupMessage(group), addedCount: 0 } };
    const now = context.clock.now();
    const members = settleMembers(
      context,
      joining.map((before) => ({
        before,
        after: changed(before, { ...factsOf(before), groups: [...before.groups, group.name] }, now),
      })),
    );
    const { after, change } = grown(context, group, joining.length, request.etag);
    return {
      changes: [change, ...members.changes],
      events: members.events,
      response: { group: groupMessage(after), addedCount: joining.length },
    };
  });
  context.nudge(MATCH_AUDIENCES);
  return response;
};
