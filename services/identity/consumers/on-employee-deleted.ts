import { EmployeeDeletedSchema } from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import { employeeLeft } from "../accounts/employment.ts";
import type { IdentityContext } from "../context.ts";

/** An employee was deleted: their user can't sign in any more. */
export const onEmployeeDeleted = (context: IdentityContext): EventHandler =>
  on(EmployeeDeletedSchema, (event) => employeeLeft(context, event));
