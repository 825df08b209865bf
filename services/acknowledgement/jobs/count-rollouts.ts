import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { Worker } from "../../../runtime/jobs/job.ts";
import type { AcknowledgementContext } from "../context.ts";
import { counted } from "../domain/rollout.ts";
import { events } from "../events.ts";
import { commitDecision } from "./commit-decision.ts";

/** A rollout that took longer than this to count rests ten times as long before it is counted again. */
const LONG_MS = 5;
const REST_FACTOR = 10;
const ACTOR = serviceActor("acknowledgement", "rollout count");

/**
 * Brings rollouts' counts up to date: counts the obligations by index, and completes a rollout when everybody was
 * asked and nobody is pending. Counting anew is right however often it happens; a large rollout rests in between.
 */
export function countRollouts(context: AcknowledgementContext): Worker {
  const restUntilMs = new Map<string, number>();
  const resting = (): string[] => {
    const nowMs = performance.now();
    for (const [id, untilMs] of restUntilMs) if (untilMs <= nowMs) restUntilMs.delete(id);
    return [...restUntilMs.keys()];
  };
  return {
    name: "count-rollouts",
    step: async () => {
      const taken = await context.rollouts.takeStaleAcrossCustomers(resting());
      if (!taken) return false;
      const { _id, customerId } = taken;
      const startedMs = performance.now();
      await commitDecision(context.commit, ACTOR, async () => {
        const before = await context.rollouts.get(customerId, _id);
        const after = counted(before, await context.counts.ofRollout(before), context.clock.now());
        const completed = before.state === "RUNNING" && after.state === "COMPLETED";
        return {
          changes: context.rollouts.finishCounting(before, after),
          events: completed ? [events.rolloutCompleted({ ...after, revision: before.revision + 1 })] : [],
        };
      });
      const tookMs = performance.now() - startedMs;
      if (tookMs > LONG_MS) {
        const restMs = tookMs * REST_FACTOR;
        restUntilMs.set(_id, performance.now() + restMs);
        setTimeout(() => context.nudge("count-rollouts"), restMs + 1).unref();
      }
      return true;
    },
    backlog: () => context.rollouts.countStaleAcrossCustomers(),
  };
}
