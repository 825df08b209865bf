import type { Actor } from "../../../runtime/auth/principal.ts";
import type { EventDraft } from "../../../runtime/events/event.ts";
import { type Change, DuplicateKeyError, StaleWriteError } from "../../../runtime/mongo/change.ts";
import type { Commit } from "../../../runtime/mongo/unit-of-work.ts";

/** What a step decided: nothing has happened yet. */
export interface StepDecision {
  readonly changes: readonly Change[];
  readonly events: readonly EventDraft[];
}

const TRIES = 8;

/** Decides and commits as one unit; decides again on what is there now when somebody else's write came between. */
export async function commitDecision(
  commit: Commit,
  actor: Actor,
  decide: () => Promise<StepDecision>,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const decision = await decide();
    try {
      if (decision.changes.length > 0) await commit({ ...decision, actor });
      return;
    } catch (error) {
      const stale = error instanceof StaleWriteError || error instanceof DuplicateKeyError;
      if (!stale || tries >= TRIES) throw error;
    }
  }
}
