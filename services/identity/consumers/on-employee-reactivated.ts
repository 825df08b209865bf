import { EmployeeReactivatedSchema } from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import { employeeReturned } from "../accounts/employment.ts";
import type { IdentityContext } from "../context.ts";

/** An employee came back: their user can sign in again, if only the departure had ended that. */
export const onEmployeeReactivated = (context: IdentityContext): EventHandler =>
  on(EmployeeReactivatedSchema, (event) => employeeReturned(context, event));
