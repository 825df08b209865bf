import type { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { EmployeeContext } from "../context.ts";
import { facets } from "../domain/facet.ts";
import { employeeMessage, statusOf } from "./messages.ts";

/** Lists employees by name; all filters must hold. */
export const listEmployees: Handler<
  EmployeeContext,
  (typeof EmployeeService)["method"]["listEmployees"]
> = async (context, request, call) => {
  const page = await context.employees.list(customerOf(call), request, {
    facets: [
      ...facets("status", [statusOf(request.status) ?? ""]),
      ...facets("department", [request.department]),
      ...facets("location", [request.location]),
      ...facets("role", [request.role]),
      ...facets("group", [request.group]),
      ...facets("manager", [request.managerId]),
    ],
    query: request.query,
  });
  return { employees: page.items.map(employeeMessage), nextPageToken: page.nextPageToken };
};
