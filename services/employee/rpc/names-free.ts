import type { EmployeeContext } from "../context.ts";
import type { Employee } from "../domain/employee.ts";

/**
 * Throws EMPLOYEE_EMAIL_TAKEN, EMPLOYEE_EXTERNAL_ID_TAKEN or EMPLOYEE_USER_NAME_TAKEN when somebody else of the customer
 * has what this person is given. `fields` are those that change, by their names in the contract.
 */
export async function checkNamesFree(
  { employees }: EmployeeContext,
  { customerId, _id, email, externalId, userName }: Employee,
  fields: readonly string[],
): Promise<void> {
  if (fields.includes("email")) await employees.checkEmailFree(customerId, _id, email);
  if (fields.includes("external_id")) await employees.checkExternalIdFree(customerId, _id, externalId);
  if (fields.includes("user_name")) await employees.checkUserNameFree(customerId, _id, userName);
}
