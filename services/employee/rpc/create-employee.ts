import { create } from "@bufbuild/protobuf";
import { EmployeeSchema } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { type EmployeeContext, MATCH_AUDIENCES } from "../context.ts";
import { dayIn } from "../domain/calendar.ts";
import { checkFacts } from "../domain/check-facts.ts";
import { isWorking, tidy } from "../domain/employee.ts";
import { joined } from "../domain/employee-changes.ts";
import { events } from "../events.ts";
import { keepGroups } from "../group-keeping.ts";
import { checkManager } from "./manager.ts";
import { employeeMessage, factsFrom } from "./messages.ts";
import { checkNamesFree } from "./names-free.ts";
import { employeeLimit, limitReached, timeZoneOf } from "./tenant.ts";

const { method } = EmployeeService;

/** Creates an employee, if the subscription allows one more. */
export const createEmployee: Handler<EmployeeContext, typeof method.createEmployee> = async (
  context,
  request,
  call,
) => {
  const response = await write(context, call, method.createEmployee, request, async () => {
    const customerId = customerOf(call);
    const now = context.clock.now();
    const given = tidy(factsFrom(request.employee ?? create(EmployeeSchema)));
    const facts = { ...given, joinDate: given.joinDate || dayIn(now, await timeZoneOf(context, customerId)) };
    checkFacts(facts);
    const { managerId } = facts;
    if (managerId !== "") await checkManager(context, customerId, managerId);
    const row = joined(context.newId("emp"), customerId, facts, now);
    await checkNamesFree(context, row, ["email", "external_id", "user_name"]);
    const groups = await keepGroups(context, customerId, [{ after: row }]);
    const limit = await employeeLimit(context, customerId);
    return {
      changes: [
        context.workforces.change(customerId, {
          by: isWorking(row) ? 1 : 0,
          limit,
          ...(managerId === "" ? {} : { reporting: true }),
          orElse: () => limitReached(limit),
        }),
        ...(managerId === "" ? [] : [context.employees.stillThere(customerId, managerId)]),
        context.employees.insert(row),
        ...groups.changes,
      ],
      events: [...groups.events, events.created(row)],
      response: { employee: employeeMessage(row) },
    };
  });
  context.nudge(MATCH_AUDIENCES);
  return response;
};
