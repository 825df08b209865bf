import type { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { EmployeeContext } from "../context.ts";
import { employeeMessage } from "./messages.ts";

/** Employees that one answer has at most. */
const MOST = 10;

/** Finds the employees of all customers who have an address. */
export const findEmployeesByEmail: Handler<
  EmployeeContext,
  (typeof EmployeeService)["method"]["findEmployeesByEmail"]
> = async (context, { email }) => {
  const people = await context.employees.withEmailAcrossCustomers(email, MOST);
  return { employees: people.map((person) => employeeMessage(person)) };
};
