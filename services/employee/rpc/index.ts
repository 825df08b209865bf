import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { type Implementation, implement } from "../../../runtime/rpc/handler.ts";
import type { EmployeeContext } from "../context.ts";
import { createEmployee } from "./create-employee.ts";
import { deactivateEmployee } from "./deactivate-employee.ts";
import { deleteEmployee } from "./delete-employee.ts";
import { getEmployee } from "./get-employee.ts";
import { getEmployeeImport } from "./get-employee-import.ts";
import { importEmployees } from "./import-employees.ts";
import { listAssignedPolicies } from "./list-assigned-policies.ts";
import { listEmployees } from "./list-employees.ts";
import { previewAudience } from "./preview-audience.ts";
import { reactivateEmployee } from "./reactivate-employee.ts";
import { updateEmployee } from "./update-employee.ts";
import { watchEmployeeImport } from "./watch-employee-import.ts";

/** The employee service: one line per RPC. */
export const employeeRpc = (context: EmployeeContext): Implementation =>
  implement(EmployeeService, context, {
    createEmployee,
    getEmployee,
    listEmployees,
    updateEmployee,
    deactivateEmployee,
    reactivateEmployee,
    deleteEmployee,
    importEmployees,
    getEmployeeImport,
    watchEmployeeImport,
    previewAudience,
    listAssignedPolicies,
  });
