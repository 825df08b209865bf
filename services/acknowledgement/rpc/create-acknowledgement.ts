import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { failedPrecondition, notFound } from "../../../runtime/errors.ts";
import { type Call, customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { type AcknowledgementContext, ifFound } from "../context.ts";
import { askByHand } from "../domain/ask-by-hand.ts";
import { personOf } from "../domain/person.ts";
import type { Addressee } from "../domain/request.ts";
import { events } from "../events.ts";
import type { PolicyRow } from "../store/policy-model.ts";
import { acknowledgementMessage } from "./messages.ts";

const { method } = AcknowledgementService;

/** Asks one person to sign the version in force. */
export const createAcknowledgement: Handler<AcknowledgementContext, typeof method.createAcknowledgement> = (
  context,
  request,
  call,
) =>
  write(context, call, method.createAcknowledgement, request, async () => {
    const customerId = customerOf(call);
    const { employeeId, policyId, dueDays, comment } = request;
    const addressee = await readAddressee(context, call, customerId, employeeId);
    const policy = await policyInForce(context, customerId, policyId);
    const existing = await context.obligations.ofPeople(customerId, policyId, [employeeId]);
    const moment = { now: context.clock.now(), actor: call.actor, rules: await context.rules(customerId) };
    const asked = askByHand(
      { id: context.newId("ack"), customerId, policy, addressee, existing, dueDays, comment },
      moment,
    );
    const { obligation, inserted, updated, superseded, replacesSignature } = asked;
    const rollouts = new Set(
      [...superseded, ...(inserted ? [] : [obligation])].flatMap((row) => row.rolloutId ?? []),
    );
    return {
      changes: [
        context.policies.countAddition(policy),
        ...updated.map(({ before, after }) => context.obligations.update(before, after)),
        ...(inserted ? [context.obligations.insert(obligation)] : []),
        ...[...rollouts].map((id) => context.rollouts.stale(customerId, id)),
      ],
      events: [
        ...events.cancelled(superseded),
        ...events.requested(customerId, policy, [{ obligation, replacesSignature }]),
      ],
      response: { acknowledgement: acknowledgementMessage(obligation, moment.now) },
    };
  });

/** The employee as the caller may see them, with what events told meanwhile of their revision. */
async function readAddressee(
  context: AcknowledgementContext,
  call: Call,
  customerId: string,
  employeeId: string,
): Promise<Addressee> {
  const headers = call.onBehalf();
  const found = await ifFound(
    context.client(EmployeeService).getEmployee({ customerId, employeeId }, { headers }),
  );
  const employee: Employee | undefined = found?.employee;
  if (!employee) throw notFound("employee", employeeId);
  if (employee.status === EmployeeStatus.INACTIVE)
    throw failedPrecondition("EMPLOYEE_INACTIVE", `The employee ${employeeId} has left.`);
  const known = await context.people.find(customerId, employeeId);
  return {
    employeeId,
    person: personOf({ ...employee, revision: known?.revision ?? 0 }),
    onLeave: employee.status === EmployeeStatus.ON_LEAVE,
  };
}

/** What is known of the policy; one that was never in force is asked for, to tell why not. */
async function policyInForce(
  context: AcknowledgementContext,
  customerId: string,
  policyId: string,
): Promise<PolicyRow> {
  const policy = await context.policies.find(customerId, policyId);
  if (policy && !policy.archived) return policy;
  if (!policy && !(await ifFound(context.client(PolicyService).getPolicy({ customerId, policyId }))))
    throw notFound("policy", policyId);
  throw failedPrecondition("POLICY_NOT_PUBLISHED", `The policy ${policyId} is not in force.`);
}
