import { EmployeeDeactivatedSchema } from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { AcknowledgementContext } from "../context.ts";
import { leave } from "../domain/employee-effects.ts";
import { employeeChanged } from "./employee-changed.ts";

/** The person left: nothing is asked of them any more. */
export const onEmployeeDeactivated = (context: AcknowledgementContext): EventHandler =>
  on(
    EmployeeDeactivatedSchema,
    (event) => employeeChanged(context, event, leave),
    () => context.nudge("count-rollouts"),
  );
