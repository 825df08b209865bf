import {
  EmployeeCreatedSchema,
  EmployeeDeactivatedSchema,
  EmployeeDeletedSchema,
  EmployeeReactivatedSchema,
  EmployeeUpdatedSchema,
} from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { type Effect, type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";

/** Keeps the copies of employees, those who left too: a confirmation may still be on its way to them. */
export function onEmployeeChanged(context: NotificationContext): EventHandler[] {
  const keep = async (event: {
    readonly message: { readonly employee?: Employee | undefined; readonly revision: bigint };
  }): Promise<Effect | undefined> => {
    const { employee, revision } = event.message;
    if (!employee) return undefined;
    return {
      changes: await context.people.keepEmployee({
        _id: employee.id,
        customerId: employee.customerId,
        email: employee.email,
        name: employee.name,
        locale: employee.locale,
        onLeave: employee.status === EmployeeStatus.ON_LEAVE,
        revision: Number(revision),
      }),
    };
  };
  return [
    on(EmployeeCreatedSchema, keep),
    on(EmployeeUpdatedSchema, keep),
    on(EmployeeDeactivatedSchema, keep),
    on(EmployeeReactivatedSchema, keep),
    on(EmployeeDeletedSchema, keep),
  ];
}
