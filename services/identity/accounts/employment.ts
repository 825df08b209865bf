import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { failedPrecondition, invalidField } from "../../../runtime/errors.ts";
import type { Effect } from "../../../runtime/events/consumer.ts";
import type { ReceivedEvent } from "../../../runtime/events/event.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { IdentityContext } from "../context.ts";
import { isAdministrator } from "../domain/roles.ts";
import { events } from "../events.ts";
import { deactivation, reactivated } from "./deactivation.ts";

/**
 * The change that goes with linking a user to an employee: it conflicts with a departure at the same moment.
 * Throws EMPLOYEE_NOT_FOUND, as the employee service says it, or EMPLOYEE_INACTIVE.
 */
export async function link(
  context: IdentityContext,
  customerId: string,
  employeeId: string,
): Promise<Change[]> {
  if (employeeId === "") return [];
  if (customerId === "")
    throw invalidField("user.employee_id", "no_employee", "A platform operator is nobody's employee.");
  const known = await context.employments.get(customerId, employeeId);
  const { employee } = await context.client(EmployeeService).getEmployee({ customerId, employeeId });
  if (known.left || employee?.status === EmployeeStatus.INACTIVE)
    throw failedPrecondition("EMPLOYEE_INACTIVE", "The employee has left.");
  return [context.employments.keep(known)];
}

/** What an event on an employee's leaving or coming back tells. */
type EmploymentEvent = Pick<ReceivedEvent, "customerId" | "subject"> & {
  readonly message: { readonly revision: bigint };
};

/** An employee left or was deleted: the user who they are is deactivated, the last administrator too. */
export async function employeeLeft(
  context: IdentityContext,
  { customerId, subject, message }: EmploymentEvent,
): Promise<Effect | undefined> {
  const known = await context.employments.get(customerId, subject);
  const employeeRevision = Number(message.revision);
  if (employeeRevision <= known.employeeRevision) return undefined;
  const kept = context.employments.keep(known, { left: true, employeeRevision });
  const line = await context.administrations.get(customerId);
  const user = await context.users.findByEmployee(customerId, subject);
  if (user?.status !== "ACTIVE") return { changes: [kept] };
  const out = await deactivation(context, user, "EMPLOYEE_LEFT");
  const guard = isAdministrator(user) ? [context.administrations.advance(line)] : [];
  return { changes: [kept, ...guard, ...out.changes], events: out.events };
}

/** An employee came back: the user is active again, if only the departure had deactivated them. */
export async function employeeReturned(
  context: IdentityContext,
  { customerId, subject, message }: EmploymentEvent,
): Promise<Effect | undefined> {
  const known = await context.employments.get(customerId, subject);
  const employeeRevision = Number(message.revision);
  if (employeeRevision <= known.employeeRevision) return undefined;
  const kept = context.employments.keep(known, { left: false, employeeRevision });
  const user = await context.users.findByEmployee(customerId, subject);
  if (user?.deactivationCause !== "EMPLOYEE_LEFT") return { changes: [kept] };
  const after = reactivated(user, context.clock.now());
  return {
    changes: [kept, context.users.replace(user, after)],
    events: [events.userUpdated(after, ["status"])],
  };
}
