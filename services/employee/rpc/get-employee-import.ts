import type { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { EmployeeContext } from "../context.ts";
import { employeeImportMessage } from "./import-message.ts";

/** Returns an import with its progress or result. */
export const getEmployeeImport: Handler<
  EmployeeContext,
  (typeof EmployeeService)["method"]["getEmployeeImport"]
> = async (context, request, call) => {
  const now = context.clock.now();
  const row = await context.imports.get(customerOf(call), request.employeeImportId, now);
  return { employeeImport: employeeImportMessage(row) };
};
