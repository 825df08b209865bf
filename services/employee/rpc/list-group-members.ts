import type { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { EmployeeContext } from "../context.ts";
import { employeeMessage } from "./messages.ts";

/** Lists the employees who belong to a group, by name. */
export const listGroupMembers: Handler<
  EmployeeContext,
  (typeof EmployeeService)["method"]["listGroupMembers"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const { _id, keys } = await context.groups.get(customerId, request.groupId);
  const page = await context.employees.inGroup(customerId, request, _id, keys);
  return { employees: page.items.map(employeeMessage), nextPageToken: page.nextPageToken };
};
