import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { type EmployeeContext, MATCH_AUDIENCES } from "../context.ts";
import type { Employee } from "../domain/employee.ts";
import { deprovisioned, left } from "../domain/employee-changes.ts";
import { events } from "../events.ts";
import { employeeMessage } from "./messages.ts";

const { method } = EmployeeService;

/** Marks an employee as having left. Someone who has left already stays as they are. */
export const deactivateEmployee: Handler<EmployeeContext, typeof method.deactivateEmployee> = async (
  context,
  request,
  call,
) => {
  const response = await write(context, call, method.deactivateEmployee, request, async () => {
    const customerId = customerOf(call);
    const row = await context.employees.get(customerId, request.employeeId);
    checkEtag("employee", row, request.etag);
    const now = context.clock.now();
    if (row.status === "INACTIVE") return request.deprovision ? giveUp(context, row, now) : unchanged(row);
    const gone = left(row, now);
    const after = request.deprovision ? { ...gone, deprovisionTime: now } : gone;
    return {
      changes: [context.workforces.change(customerId, { by: -1 }), context.employees.update(row, after)],
      events: [events.deactivated(after)],
      response: { employee: employeeMessage(after) },
    };
  });
  context.nudge(MATCH_AUDIENCES);
  return response;
};

const unchanged = (row: Employee) => ({
  changes: [],
  events: [],
  response: { employee: employeeMessage(row) },
});

/** Somebody who has left before is given up by the identity provider. */
function giveUp(context: EmployeeContext, row: Employee, now: Date) {
  if (row.deprovisionTime) return unchanged(row);
  const after = deprovisioned(row, now);
  return {
    changes: [context.employees.update(row, after)],
    events: [events.updated(after, ["deprovision_time"])],
    response: { employee: employeeMessage(after) },
  };
}
