import type { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { EmployeeContext } from "../context.ts";
import { employeeMessage } from "./messages.ts";
import { employeeAskedFor, LEADING } from "./own-only.ts";

/** Returns an employee; most users may see only the one that they are. */
export const getEmployee: Handler<
  EmployeeContext,
  (typeof EmployeeService)["method"]["getEmployee"]
> = async (context, request, call) => {
  const employeeId = employeeAskedFor(call, request.employeeId, LEADING);
  return { employee: employeeMessage(await context.employees.get(customerOf(call), employeeId)) };
};
