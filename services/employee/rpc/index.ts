import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { type Implementation, implement } from "../../../runtime/rpc/handler.ts";
import type { EmployeeContext } from "../context.ts";
import { addGroupMembers } from "./add-group-members.ts";
import { createEmployee } from "./create-employee.ts";
import { createGroup } from "./create-group.ts";
import { deactivateEmployee } from "./deactivate-employee.ts";
import { deleteEmployee } from "./delete-employee.ts";
import { deleteGroup } from "./delete-group.ts";
import { findEmployeesByEmail } from "./find-employees-by-email.ts";
import { getEmployee } from "./get-employee.ts";
import { getEmployeeImport } from "./get-employee-import.ts";
import { getGroup } from "./get-group.ts";
import { importEmployees } from "./import-employees.ts";
import { listAssignedPolicies } from "./list-assigned-policies.ts";
import { listEmployees } from "./list-employees.ts";
import { listGroupMembers } from "./list-group-members.ts";
import { listGroups } from "./list-groups.ts";
import { previewAudience } from "./preview-audience.ts";
import { reactivateEmployee } from "./reactivate-employee.ts";
import { removeGroupMembers } from "./remove-group-members.ts";
import { updateEmployee } from "./update-employee.ts";
import { updateGroup } from "./update-group.ts";
import { watchEmployeeImport } from "./watch-employee-import.ts";

/** The employee service: one line per RPC. */
export const employeeRpc = (context: EmployeeContext): Implementation =>
  implement(EmployeeService, context, {
    createEmployee,
    getEmployee,
    findEmployeesByEmail,
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
    createGroup,
    getGroup,
    listGroups,
    updateGroup,
    deleteGroup,
    addGroupMembers,
    removeGroupMembers,
    listGroupMembers,
  });
