import {
  AssignmentsRemovedSchema,
  UnassignmentReason,
} from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { AcknowledgementContext } from "../context.ts";
import type { CancelReason, ScopeRevision } from "../domain/obligation.ts";
import { isLater } from "../domain/scope.ts";
import { unassign } from "../domain/unassignment.ts";
import { events } from "../events.ts";

const REASONS: Readonly<Record<number, CancelReason>> = {
  [UnassignmentReason.LEFT]: "LEFT",
  [UnassignmentReason.OUT_OF_SCOPE]: "OUT_OF_SCOPE",
  [UnassignmentReason.ARCHIVED]: "POLICY_ARCHIVED",
};

/** Cancels what a policy no longer asks of people, and remembers it for assignments that arrive late. */
export const onAssignmentsRemoved = (context: AcknowledgementContext): EventHandler =>
  on(
    AssignmentsRemovedSchema,
    async ({ customerId, message, actor }) => {
      const { policyId, employeeIds, employeeRevisions } = message;
      const policy = await context.policies.find(customerId, policyId);
      if (!policy) throw new Error(`${policyId} no longer applies to people, but is not known yet`);
      if (policy.archived) return undefined;
      const [earlier, existing, rules] = await Promise.all([
        context.removals.byEmployee(customerId, policyId, employeeIds),
        context.obligations.ofPeople(customerId, policyId, employeeIds),
        context.rules(customerId),
      ]);
      const removals = new Map(
        employeeIds.map((employeeId, i): [string, ScopeRevision] => [
          employeeId,
          {
            policyRevision: Number(message.policyRevision),
            employeeRevision: Number(employeeRevisions[i] ?? 0n),
          },
        ]),
      );
      const reason = REASONS[message.reason] ?? "OUT_OF_SCOPE";
      const moment = { now: context.clock.now(), actor, rules };
      const revised = existing.flatMap((before) => {
        const removed = removals.get(before.employeeId);
        return (removed && unassign(before, reason, removed, moment)) ?? [];
      });
      const cancelled = revised.filter(({ before }) => before.status === "PENDING").map(({ after }) => after);
      const rollouts = new Set(cancelled.flatMap((row) => row.rolloutId ?? []));
      return {
        changes: [
          context.policies.countRemoval(policy),
          ...[...removals]
            .filter(([employeeId, removed]) => isLater(removed, earlier.get(employeeId)))
            .map(([employeeId, removed]) => context.removals.keep(customerId, policyId, employeeId, removed)),
          ...revised.map(({ before, after }) => context.obligations.update(before, after)),
          ...[...rollouts].map((id) => context.rollouts.stale(customerId, id)),
        ],
        events: events.cancelled(cancelled.filter((row) => row.status === "CANCELLED")),
      };
    },
    () => context.nudge("count-rollouts"),
  );
