import type { Employee as EmployeeMessage } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeSchema, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import type { UpdateEmployeeRequest } from "#gen/countersign/employee/v1/employee_requests_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { failedPrecondition, invalidField } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { maskedFields } from "../../../runtime/rpc/update-mask.ts";
import { write } from "../../../runtime/write.ts";
import { type EmployeeContext, MATCH_AUDIENCES } from "../context.ts";
import { checkFacts } from "../domain/check-facts.ts";
import { type Employee, type EmployeeFacts, tidy } from "../domain/employee.ts";
import { changed, changedFields, factsOf } from "../domain/employee-changes.ts";
import { events } from "../events.ts";
import { keepGroups } from "../group-keeping.ts";
import { checkManager, checkNoCycle } from "./manager.ts";
import { employeeMessage, factsFrom } from "./messages.ts";
import { checkNamesFree } from "./names-free.ts";

const { method } = EmployeeService;
const FIELDS = [
  "name",
  "email",
  "roles",
  "department",
  "location",
  "groups",
  "managerId",
  "employmentType",
  "status",
  "joinDate",
  "locale",
  "attributes",
  "externalId",
  "userName",
] as const satisfies readonly (keyof EmployeeFacts)[];

/** Changes an employee. What is there already changes nothing. */
export const updateEmployee: Handler<EmployeeContext, typeof method.updateEmployee> = async (
  context,
  request,
  call,
) => {
  const response = await write(context, call, method.updateEmployee, request, async () => {
    const customerId = customerOf(call);
    const row = await context.employees.get(customerId, request.employee?.id ?? "");
    checkEtag("employee", row, request.etag);
    const facts = factsWanted(row, request);
    const fields = changedFields(row, facts);
    if (fields.length === 0) return { changes: [], events: [], response: { employee: employeeMessage(row) } };
    checkFacts(facts);
    const after = changed(row, facts, context.clock.now());
    await checkNamesFree(context, after, fields);
    const groups = await keepGroups(context, customerId, [{ before: row, after }]);
    return {
      changes: [
        ...(fields.includes("manager_id") ? [await manage(context, after)] : []),
        context.employees.update(row, after),
        ...groups.changes,
      ],
      events: [...groups.events, events.updated(after, fields)],
      response: { employee: employeeMessage(after) },
    };
  });
  context.nudge(MATCH_AUDIENCES);
  return response;
};

/** Checks the new manager. Gives the write that holds only if nobody else changes who manages whom meanwhile. */
async function manage(context: EmployeeContext, { _id, customerId, managerId }: Employee) {
  const { reporting } = await context.workforces.get(customerId);
  if (managerId !== "") {
    await checkManager(context, customerId, managerId);
    await checkNoCycle(context, customerId, _id, managerId);
  }
  return context.workforces.change(customerId, { by: 0, reporting });
}

function factsWanted(row: Employee, { employee, updateMask }: UpdateEmployeeRequest): EmployeeFacts {
  if (!employee) return factsOf(row);
  const fields = maskedFields(EmployeeSchema, employee, updateMask, FIELDS);
  if (fields.includes("status")) checkStatus(row, employee);
  const given = factsFrom(employee);
  return tidy({ ...factsOf(row), ...Object.fromEntries(fields.map((field) => [field, given[field]])) });
}

function checkStatus(row: Employee, { status }: EmployeeMessage): void {
  if (row.status === "INACTIVE" && status !== EmployeeStatus.INACTIVE)
    throw failedPrecondition("EMPLOYEE_INACTIVE", `The employee ${row._id} has left. Reactivate them first.`);
  if (status === EmployeeStatus.UNSPECIFIED)
    throw invalidField("employee.status", "required", "Say which status: ACTIVE or ON_LEAVE.");
  if (status === EmployeeStatus.INACTIVE && row.status !== "INACTIVE")
    throw invalidField("employee.status", "not_inactive", "Use DeactivateEmployee for someone who leaves.");
}
