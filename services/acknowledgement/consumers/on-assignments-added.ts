import {
  type Assignee,
  AssignmentReason,
  type AssignmentsAdded,
  AssignmentsAddedSchema,
} from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { type Effect, type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { ReceivedEvent } from "../../../runtime/events/event.ts";
import type { AcknowledgementContext } from "../context.ts";
import { type Assigned, assign } from "../domain/assignment.ts";
import type { DueFrom } from "../domain/due.ts";
import type { Moment } from "../domain/lifecycle.ts";
import type { Obligation, ScopeRevision } from "../domain/obligation.ts";
import type { KnownPerson } from "../domain/person.ts";
import { personOf } from "../domain/person.ts";
import { belongsTo, type Rollout } from "../domain/rollout.ts";
import { events } from "../events.ts";
import { type AdoptedPolicy, adoptPolicy } from "./adopt-policy.ts";
import { readPolicy } from "./read-policy.ts";

/** Asks up to 1,000 people to sign, in one unit: what there is already is read first, by index. */
export const onAssignmentsAdded = (context: AcknowledgementContext): EventHandler =>
  on(
    AssignmentsAddedSchema,
    async (event) => {
      if (!event.message.policy) return undefined;
      const snapshot = readPolicy(event.message.policy);
      const adopted = await adoptPolicy(context, event.customerId, snapshot, 1);
      const { policy } = adopted;
      const outdated = policy.archived || policy.materialVersion > snapshot.materialVersion;
      if (outdated || !policy.required) return policyEffect(adopted);
      return request(context, event, adopted, snapshot.policyRevision);
    },
    () => context.nudge("count-rollouts"),
  );

const policyEffect = ({ isNew, changes, events }: AdoptedPolicy): Effect | undefined =>
  isNew ? { changes, events } : undefined;

async function request(
  context: AcknowledgementContext,
  event: ReceivedEvent<typeof AssignmentsAddedSchema>,
  adopted: AdoptedPolicy,
  policyRevision: number,
): Promise<Effect> {
  const { customerId, message, actor } = event;
  const { policy, before } = adopted;
  const { known, removed, existing } = await read(context, customerId, message, adopted);
  const rules = await context.rules(customerId);
  const moment: Moment = { now: context.clock.now(), actor, rules };
  const rollout = await countingRollout(context, message, adopted, policyRevision);
  const from = dueFrom(message.reason, rollout ? policy.publishTime : moment.now);
  const newId = (): string => context.newId("ack");
  const assigned = message.assignees.map((assignee) =>
    assign(
      {
        customerId,
        policy,
        addressee: {
          employeeId: assignee.employeeId,
          person: personOf({ ...assignee, revision: Number(assignee.employeeRevision) }),
          onLeave: assignee.onLeave,
        },
        known: known.get(assignee.employeeId),
        scope: { policyRevision, employeeRevision: Number(assignee.employeeRevision) },
        removed: removed.get(assignee.employeeId),
        from: from(assignee),
        rolloutId: rollout?._id,
        existing: existing.get(assignee.employeeId) ?? [],
      },
      newId,
      moment,
    ),
  );
  return {
    changes: [
      ...(adopted.isNew || !before ? adopted.changes : [context.policies.countAddition(before)]),
      ...(rollout ? [context.rollouts.handle(rollout, message.assignees.length)] : []),
      ...touchedRollouts(assigned, rollout).map((id) => context.rollouts.stale(customerId, id)),
      ...obligationChanges(context, customerId, assigned, moment.now),
    ],
    events: [
      ...adopted.events,
      ...events.cancelled(assigned.flatMap((one) => one.superseded)),
      ...events.requested(
        customerId,
        policy,
        assigned.flatMap(({ requested }) =>
          requested ? [{ obligation: requested, replacesSignature: false }] : [],
        ),
      ),
    ],
  };
}

interface Read {
  readonly known: ReadonlyMap<string, KnownPerson>;
  readonly removed: ReadonlyMap<string, ScopeRevision>;
  readonly existing: ReadonlyMap<string, Obligation[]>;
}

/** All that the decisions rest on, in at most three queries. */
async function read(
  context: AcknowledgementContext,
  customerId: string,
  { assignees }: AssignmentsAdded,
  { policy, before }: AdoptedPolicy,
): Promise<Read> {
  const ids = assignees.map((assignee) => assignee.employeeId);
  const [known, removed, existing] = await Promise.all([
    context.people.byId(customerId, ids),
    before && before.removals > 0
      ? context.removals.byEmployee(customerId, policy.policyId, ids)
      : new Map<string, ScopeRevision>(),
    context.obligations.ofPeople(customerId, policy.policyId, ids),
  ]);
  return { known, removed, existing: Map.groupBy(existing, (one) => one.employeeId) };
}

/** The rollout that counts what the event asks for: only what its publication itself caused. */
async function countingRollout(
  context: AcknowledgementContext,
  message: AssignmentsAdded,
  { started, policy }: AdoptedPolicy,
  policyRevision: number,
): Promise<Rollout | undefined> {
  if (message.reason !== AssignmentReason.PUBLICATION) return undefined;
  if (started) return started;
  const { customerId, policyId, materialVersion } = policy;
  const rollout = await context.rollouts.ofVersion(customerId, policyId, materialVersion);
  return rollout && belongsTo(rollout, policyRevision) ? rollout : undefined;
}

function dueFrom(reason: AssignmentReason, since: Date): (assignee: Assignee) => DueFrom {
  if (reason === AssignmentReason.EMPLOYEE_JOINED)
    return (assignee) => ({ type: "NEW_JOINER", joinDate: assignee.joinDate });
  const from: DueFrom = { type: "NEW_VERSION", since };
  return () => from;
}

/** Other rollouts whose counts this changes: earlier ones superseded, and those of obligations asked for again. */
function touchedRollouts(assigned: readonly Assigned[], counting: Rollout | undefined): string[] {
  const rows = assigned.flatMap(({ superseded, requested }) => [
    ...superseded,
    ...(requested ? [requested] : []),
  ]);
  const ids = new Set(rows.flatMap((row) => row.rolloutId ?? []));
  if (counting) ids.delete(counting._id);
  return [...ids];
}

function obligationChanges(
  context: AcknowledgementContext,
  customerId: string,
  assigned: readonly Assigned[],
  now: Date,
) {
  const { obligations } = context;
  const outdated = assigned.flatMap((one) => one.outdated);
  return [
    ...assigned.flatMap(({ updated }) =>
      updated.map(({ before, after }) => obligations.update(before, after)),
    ),
    ...assigned.flatMap(({ inserted }) => (inserted ? [obligations.insert(inserted)] : [])),
    ...(outdated.length > 0 ? [obligations.endRenewals(customerId, outdated, now)] : []),
  ];
}
