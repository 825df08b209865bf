import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { type EmployeeContext, MATCH_AUDIENCES } from "../context.ts";
import { dayIn } from "../domain/calendar.ts";
import { checkFacts } from "../domain/check-facts.ts";
import { factsOf, returned } from "../domain/employee-changes.ts";
import { events } from "../events.ts";
import { employeeMessage } from "./messages.ts";
import { employeeLimit, limitReached, timeZoneOf } from "./tenant.ts";

const { method } = EmployeeService;

/** Brings back an employee who had left. Someone who hasn't stays as they are. */
export const reactivateEmployee: Handler<EmployeeContext, typeof method.reactivateEmployee> = async (
  context,
  request,
  call,
) => {
  const response = await write(context, call, method.reactivateEmployee, request, async () => {
    const customerId = customerOf(call);
    const row = await context.employees.get(customerId, request.employeeId);
    checkEtag("employee", row, request.etag);
    if (row.status !== "INACTIVE")
      return { changes: [], events: [], response: { employee: employeeMessage(row) } };
    const now = context.clock.now();
    const joinDate = request.joinDate || dayIn(now, await timeZoneOf(context, customerId));
    const after = returned(row, { ...factsOf(row), status: "ACTIVE", joinDate }, now);
    checkFacts(after);
    const limit = await employeeLimit(context, customerId);
    return {
      changes: [
        context.workforces.change(customerId, { by: 1, limit, orElse: () => limitReached(limit) }),
        context.employees.update(row, after),
      ],
      events: [events.reactivated(after)],
      response: { employee: employeeMessage(after) },
    };
  });
  context.nudge(MATCH_AUDIENCES);
  return response;
};
