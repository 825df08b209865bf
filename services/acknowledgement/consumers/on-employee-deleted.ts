import { EmployeeDeletedSchema } from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { AcknowledgementContext } from "../context.ts";
import { leave } from "../domain/employee-effects.ts";
import { employeeChanged } from "./employee-changed.ts";

/** The person was deleted: nothing is asked of them any more; signatures and history stay. */
export const onEmployeeDeleted = (context: AcknowledgementContext): EventHandler =>
  on(
    EmployeeDeletedSchema,
    (event) => employeeChanged(context, event, leave),
    () => context.nudge("count-rollouts"),
  );
