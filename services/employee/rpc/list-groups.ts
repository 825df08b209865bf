import type { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { EmployeeContext } from "../context.ts";
import { textKey } from "../domain/facet.ts";
import { groupMessage } from "./group-message.ts";

/** Lists groups by name; all filters must hold. */
export const listGroups: Handler<EmployeeContext, (typeof EmployeeService)["method"]["listGroups"]> = async (
  context,
  request,
  call,
) => {
  const customerId = customerOf(call);
  const { query, names, externalId, employeeId } = request;
  const person = employeeId === "" ? undefined : await context.employees.get(customerId, employeeId);
  const filter = { query, names, externalId, keys: person?.groups.map(textKey) };
  const bound = { customerId, query, names, externalId, employeeId };
  const [page, totalSize] = await Promise.all([
    context.groups.list(customerId, request, filter, bound),
    request.countTotal ? context.groups.count(customerId, filter) : 0,
  ]);
  return { groups: page.items.map(groupMessage), nextPageToken: page.nextPageToken, totalSize };
};
