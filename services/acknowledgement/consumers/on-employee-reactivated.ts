import { EmployeeReactivatedSchema } from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { AcknowledgementContext } from "../context.ts";
import { comeBack } from "../domain/employee-effects.ts";
import { employeeChanged } from "./employee-changed.ts";

/** The person came back: what was asked for by hand is asked for again. */
export const onEmployeeReactivated = (context: AcknowledgementContext): EventHandler =>
  on(
    EmployeeReactivatedSchema,
    (event) => employeeChanged(context, event, comeBack),
    () => context.nudge("count-rollouts"),
  );
