import { type DomainError, resourceExhausted } from "../../../runtime/errors.ts";
import type { EmployeeContext } from "../context.ts";

/** How many working people a customer may have; 0 = unlimited. */
export const employeeLimit = async (context: EmployeeContext, customerId: string): Promise<number> =>
  (await context.tenants.get(customerId)).subscription?.maxEmployees ?? 0;

/** The subscription allows no more people. */
export const limitReached = (limit: number): DomainError =>
  resourceExhausted(
    "EMPLOYEE_LIMIT_REACHED",
    `The subscription allows ${limit} employees, and there are as many already.`,
    { metadata: { limit: String(limit) } },
  );

/** The time zone in which a customer lives. */
export const timeZoneOf = async (context: EmployeeContext, customerId: string): Promise<string> =>
  (await context.tenants.get(customerId)).settings?.timeZone ?? "UTC";
