import type { EmployeeContext } from "../context.ts";
import { difference, isAhead } from "../domain/matching.ts";
import type { AdditionReason } from "../events.ts";
import type { PolicyInForce } from "../rpc/policies-in-force.ts";
import type { AssignmentRow } from "../store/assignment-model.ts";
import type { AudienceState } from "../store/audience-store.ts";
import type { Person } from "../store/people-store.ts";
import { Differences, MATCHER } from "./differences.ts";
import { commitStep } from "./step.ts";

const MOST_PEOPLE = 500;
/** Assignments that one step may look at: fewer people when there are many policies. */
const MOST_PAIRS = 20_000;

/**
 * One step of matching people who changed with all policies in force. The flag of someone who changed again meanwhile
 * stays, so they are matched once more.
 */
export async function matchPeople(context: EmployeeContext, customerId: string): Promise<void> {
  const steps = await context.matchings.count(customerId);
  const audiences = await context.audiences.inForce(customerId);
  const policies = await context.policies.of(customerId, audiences);
  if (!policies) return;
  const limit = Math.max(1, Math.min(MOST_PEOPLE, Math.floor(MOST_PAIRS / Math.max(audiences.length, 1))));
  const people = await context.people.pending(customerId, limit);
  const rows = await context.assignments.ofEmployees(
    customerId,
    people.map((person) => person._id),
  );
  const held = Map.groupBy(rows, (row) => row.policyId);
  const found = audiences.flatMap((audience) => {
    const policy = policies.get(audience._id);
    return policy ? [compare(customerId, audience, policy, people, held.get(audience._id) ?? [])] : [];
  });
  await commitStep(context, {
    changes: [
      context.matchings.next(customerId, steps),
      ...found.flatMap((differences) => differences.changes(context)),
      ...context.people.matched(customerId, people),
    ],
    events: found.flatMap((differences) => differences.events()),
    actor: MATCHER,
  });
}

function compare(
  customerId: string,
  scan: AudienceState,
  policy: PolicyInForce,
  people: readonly Person[],
  rows: readonly AssignmentRow[],
): Differences {
  const held = new Map(rows.map((row) => [row.employeeId, row]));
  const found = new Differences(customerId, policy);
  for (const person of people) {
    const what = difference(policy, person, held.get(person._id));
    if (what === "none") continue;
    if (what !== "add" && what !== "renew") found.remove(what, person._id, person.revision);
    else if (!isAhead(scan, person._id)) found.add(what, person, reasonOf(person));
  }
  return found;
}

const reasonOf = (person: Person): AdditionReason =>
  person.matchReason === "JOINED" ? "EMPLOYEE_JOINED" : "EMPLOYEE_CHANGED";
