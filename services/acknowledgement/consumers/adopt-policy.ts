import type { EventDraft } from "../../../runtime/events/event.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { AcknowledgementContext } from "../context.ts";
import { adopt, type KnownPolicy, type PolicySnapshot } from "../domain/policy.ts";
import { closed, type Rollout, startRollout } from "../domain/rollout.ts";
import { events } from "../events.ts";
import type { PolicyRow } from "../store/policy-model.ts";

/** What taking over a policy's snapshot changes, and what is known of the policy then. */
export interface AdoptedPolicy {
  /** What was known before; undefined: nothing. */
  readonly before: PolicyRow | undefined;
  readonly policy: KnownPolicy;
  /** False: the snapshot told nothing new, and there are no changes. */
  readonly isNew: boolean;
  /** The rollout that begins with it. */
  readonly started: Rollout | undefined;
  readonly changes: readonly Change[];
  readonly events: readonly EventDraft[];
}

/**
 * Takes over what an event says of a policy in force. A new material version begins a rollout and ends the earlier
 * one; a new text of the same material version begins the move of what is pending. `additions` goes into the row.
 */
export async function adoptPolicy(
  context: AcknowledgementContext,
  customerId: string,
  snapshot: PolicySnapshot,
  additions: 0 | 1 = 0,
): Promise<AdoptedPolicy> {
  const before = await context.policies.find(customerId, snapshot.policyId);
  const adoption = adopt(before, snapshot, customerId);
  if (!adoption) {
    const policy = before ?? { ...snapshot, customerId, archived: false, sweeps: [] };
    return { before, policy, isNew: false, started: undefined, changes: [], events: [] };
  }
  const { after } = adoption;
  const kept = before
    ? context.policies.update(before, after, additions)
    : context.policies.insert(after, additions);
  const ended = adoption.material ? await endRollouts(context, customerId, snapshot.policyId) : NO_EFFECT;
  const started = adoption.material && after.required ? startRollout(context.newId("rol"), after) : undefined;
  return {
    before,
    policy: after,
    isNew: true,
    started,
    changes: [kept, ...ended.changes, ...(started ? [context.rollouts.insert(started)] : [])],
    events: [...ended.events, ...(started ? [events.rolloutStarted(started)] : [])],
  };
}

const NO_EFFECT = { changes: [], events: [] };

/** Closes the rollouts of a policy that are still running. */
export async function endRollouts(
  context: AcknowledgementContext,
  customerId: string,
  policyId: string,
): Promise<{ readonly changes: readonly Change[]; readonly events: readonly EventDraft[] }> {
  const now = context.clock.now();
  const running = await context.rollouts.running(customerId, policyId);
  const ended = running.map((before) => ({ before, after: closed(before, now) }));
  return {
    changes: ended.map(({ before, after }) => context.rollouts.update(before, after)),
    events: ended.map(({ after }) => events.rolloutCompleted(after)),
  };
}
