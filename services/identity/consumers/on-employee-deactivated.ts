import { EmployeeDeactivatedSchema } from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import { employeeLeft } from "../accounts/employment.ts";
import type { IdentityContext } from "../context.ts";

/** An employee left: their user can't sign in any more. */
export const onEmployeeDeactivated = (context: IdentityContext): EventHandler =>
  on(EmployeeDeactivatedSchema, (event) => employeeLeft(context, event));
