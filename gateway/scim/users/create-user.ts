import { Code, ConnectError } from "@connectrpc/connect";
import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import type { ScimObject } from "../protocol/attribute.ts";
import { ScimError } from "../protocol/scim-error.ts";
import type { ScimCall } from "../scim-call.ts";
import { changeEmployee } from "./change-user.ts";
import { resolveManager } from "./manager.ts";
import { factsOf, type UserFacts } from "./user-facts.ts";

/** Creates an employee, or brings back the one whom the client has deleted. Throws 409 / uniqueness. */
export async function createUser(call: ScimCall, wanted: ScimObject): Promise<Employee> {
  const facts = factsOf(wanted);
  const managerId = await resolveManager(call, facts.managerId);
  const status = wanted.active === false ? EmployeeStatus.INACTIVE : EmployeeStatus.ACTIVE;
  try {
    const { employee } = await call.employees.createEmployee({ employee: { ...facts, managerId, status } });
    if (!employee) throw new Error("the employee service answered without an employee");
    return employee;
  } catch (error) {
    if (!(error instanceof ConnectError) || error.code !== Code.AlreadyExists) throw error;
    const deleted = await deletedWith(call, facts);
    if (!deleted) throw error;
    return bringBack(call, deleted, wanted);
  }
}

/** The one person who has any of these names, if the client has deleted them. */
async function deletedWith({ employees }: ScimCall, facts: UserFacts): Promise<Employee | undefined> {
  const answers = await Promise.all([
    employees.listEmployees({ userName: facts.userName || facts.email, pageSize: 2 }),
    employees.listEmployees({ email: facts.email, pageSize: 2 }),
    facts.externalId === ""
      ? undefined
      : employees.listEmployees({ externalId: facts.externalId, pageSize: 2 }),
  ]);
  const found = new Map(answers.flatMap((answer) => answer?.employees ?? []).map((one) => [one.id, one]));
  const [only] = found.values();
  return found.size === 1 && only?.deprovisionTime ? only : undefined;
}

/** A new user for the client is the same person here: with their id, signatures and history. */
async function bringBack(call: ScimCall, employee: Employee, wanted: ScimObject): Promise<Employee> {
  const here = await changeEmployee(call, employee, { active: true, ...wanted });
  if (wanted.active !== false) return here;
  // Deleted for the client, they are to be there for it, and still gone: they come back for a moment.
  const { employee: back } = await call.employees.reactivateEmployee({ employeeId: here.id });
  const { employee: gone } = await call.employees.deactivateEmployee({ employeeId: here.id });
  if (!back || !gone)
    throw new ScimError(500, undefined, "The employee service answered without an employee.");
  return gone;
}
