import { EmployeeUpdatedSchema } from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { AcknowledgementContext } from "../context.ts";
import { keepUpToDate } from "../domain/employee-effects.ts";
import { employeeChanged } from "./employee-changed.ts";

/** Keeps the copies on pending obligations; leave pauses them, the return resumes them. */
export const onEmployeeUpdated = (context: AcknowledgementContext): EventHandler =>
  on(
    EmployeeUpdatedSchema,
    (event) => employeeChanged(context, event, keepUpToDate),
    () => context.nudge("count-rollouts"),
  );
