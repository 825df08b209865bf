import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import type { Effect } from "../../../runtime/events/consumer.ts";
import type { AcknowledgementContext } from "../context.ts";
import type { EmployeeEffect } from "../domain/employee-effects.ts";
import type { HistoryActor, Obligation } from "../domain/obligation.ts";
import { type Presence, personOf } from "../domain/person.ts";
import { events } from "../events.ts";
import type { PolicyRow } from "../store/policy-model.ts";

/** What all events that carry an employee have in common. */
export interface EmployeeEvent {
  readonly customerId: string;
  readonly actor: HistoryActor;
  readonly message: { readonly employee?: Employee | undefined; readonly revision: bigint };
}

/** Takes over an employee's snapshot, unless a newer one is known, and changes the person's obligations. */
export async function employeeChanged(
  context: AcknowledgementContext,
  { customerId, actor, message }: EmployeeEvent,
  decide: EmployeeEffect,
): Promise<Effect | undefined> {
  const { employee } = message;
  const revision = Number(message.revision);
  if (!employee) return undefined;
  const before = await context.people.find(customerId, employee.id);
  if (before && before.revision >= revision) return undefined;
  const person = personOf({ ...employee, revision });
  const known = { _id: employee.id, customerId, person, presence: presenceOf(employee), revision };
  const moment = { now: context.clock.now(), actor, rules: await context.rules(customerId) };
  const rows = await context.obligations.ofPerson(customerId, employee.id);
  const policies = await policiesOf(context, customerId, rows);
  const revised = rows.flatMap((row) => {
    const after = decide(row, known, policies.get(row.policyId), moment);
    return after ? [{ before: row, after }] : [];
  });
  const turned = revised.filter((one) => one.before.status !== one.after.status).map((one) => one.after);
  const rollouts = new Set(turned.flatMap((row) => row.rolloutId ?? []));
  return {
    changes: [
      context.people.keep(before, known),
      ...revised.map((one) => context.obligations.update(one.before, one.after)),
      ...[...rollouts].map((id) => context.rollouts.stale(customerId, id)),
    ],
    events: [
      ...events.cancelled(turned.filter((row) => row.status === "CANCELLED")),
      ...[...policies.values()].flatMap((policy) =>
        events.requested(customerId, policy, reopenedOf(policy._id, turned)),
      ),
    ],
  };
}

const reopenedOf = (policyId: string, turned: readonly Obligation[]) =>
  turned
    .filter((row) => row.status === "PENDING" && row.policyId === policyId)
    .map((obligation) => ({ obligation, replacesSignature: false }));

async function policiesOf(
  context: AcknowledgementContext,
  customerId: string,
  rows: readonly Obligation[],
): Promise<ReadonlyMap<string, PolicyRow>> {
  const ids = [...new Set(rows.map((row) => row.policyId))];
  const policies = ids.length > 0 ? await context.policies.list(customerId, ids) : [];
  return new Map(policies.map((policy) => [policy._id, policy]));
}

function presenceOf(employee: Employee): Presence {
  if (employee.deleteTime || employee.status === EmployeeStatus.INACTIVE) return "GONE";
  return employee.status === EmployeeStatus.ON_LEAVE ? "ON_LEAVE" : "ACTIVE";
}
