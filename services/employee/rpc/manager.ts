import { invalidArgument } from "../../../runtime/errors.ts";
import type { EmployeeContext } from "../context.ts";
import { manages } from "../domain/reporting.ts";

const FIELD = "employee.manager_id";

/** Throws MANAGER_NOT_FOUND when there is no such employee. */
export async function checkManager(
  context: EmployeeContext,
  customerId: string,
  managerId: string,
): Promise<void> {
  if (await context.employees.has(customerId, managerId)) return;
  throw invalidArgument("MANAGER_NOT_FOUND", `There is no employee ${managerId} to be the manager.`, {
    violations: [{ field: FIELD, rule: "exists", message: "there is no such employee" }],
  });
}

/** Throws MANAGER_CYCLE when somebody would manage themselves, directly or through others. */
export async function checkNoCycle(
  context: EmployeeContext,
  customerId: string,
  employeeId: string,
  managerId: string,
): Promise<void> {
  const above = await context.employees.managersAbove(customerId, [managerId]);
  if (!manages(employeeId, managerId, above)) return;
  throw invalidArgument("MANAGER_CYCLE", "That would make the employee their own manager.", {
    violations: [{ field: FIELD, rule: "acyclic", message: "the employee is above this manager" }],
  });
}
