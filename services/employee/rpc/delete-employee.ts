import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { type EmployeeContext, MATCH_AUDIENCES } from "../context.ts";
import { isWorking } from "../domain/employee.ts";
import { changed, deleted, factsOf } from "../domain/employee-changes.ts";
import { events } from "../events.ts";
import { keepGroups } from "../group-keeping.ts";

const { method } = EmployeeService;

/** Deletes an employee who was entered by mistake; those whom they managed have no manager afterwards. */
export const deleteEmployee: Handler<EmployeeContext, typeof method.deleteEmployee> = async (
  context,
  request,
  call,
) => {
  const response = await write(context, call, method.deleteEmployee, request, async () => {
    const customerId = customerOf(call);
    const { reporting } = await context.workforces.get(customerId);
    const row = await context.employees.get(customerId, request.employeeId);
    checkEtag("employee", row, request.etag);
    const now = context.clock.now();
    const after = deleted(row, now);
    const reports = (await context.employees.reportsOf(customerId, row._id)).map((before) => ({
      before,
      after: changed(before, { ...factsOf(before), managerId: "" }, now),
    }));
    const groups = await keepGroups(context, customerId, [{ before: row, after }]);
    return {
      changes: [
        ...groups.changes,
        context.workforces.change(customerId, { by: isWorking(row) ? -1 : 0, reporting }),
        context.employees.update(row, after),
        ...reports.map((report) => context.employees.update(report.before, report.after)),
      ],
      events: [
        events.deleted(after),
        ...reports.map((report) => events.updated(report.after, ["manager_id"])),
      ],
      response: {},
    };
  });
  context.nudge(MATCH_AUDIENCES);
  return response;
};
