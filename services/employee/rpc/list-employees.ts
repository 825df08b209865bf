import type { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { EmployeeContext } from "../context.ts";
import { facets } from "../domain/facet.ts";
import type { EmployeeFilter } from "../store/employee-store.ts";
import { employeeMessage, statusOf } from "./messages.ts";

/** Lists employees by name; all filters must hold. */
export const listEmployees: Handler<
  EmployeeContext,
  (typeof EmployeeService)["method"]["listEmployees"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const filter: EmployeeFilter = {
    facets: [
      ...facets("status", [statusOf(request.status) ?? ""]),
      ...facets("department", [request.department]),
      ...facets("location", [request.location]),
      ...facets("employment_type", [request.employmentType]),
      ...facets("role", [request.role]),
      ...facets("group", [request.group]),
      ...facets("manager", [request.managerId]),
    ],
    anyFacet: facets(
      "status",
      request.statuses.map((status) => statusOf(status) ?? ""),
    ),
    query: request.query,
    email: request.email,
    externalId: request.externalId,
    userName: request.userName,
    name: request.name,
    provisioned: request.excludeDeprovisioned,
  };
  const [page, totalSize] = await Promise.all([
    context.employees.list(customerId, request, filter),
    request.countTotal ? context.employees.count(customerId, filter) : 0,
  ]);
  return { employees: page.items.map(employeeMessage), nextPageToken: page.nextPageToken, totalSize };
};
