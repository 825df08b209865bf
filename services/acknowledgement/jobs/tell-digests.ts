import type { Actor } from "../../../runtime/auth/principal.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import type { AcknowledgementContext } from "../context.ts";
import { events } from "../events.ts";
import { commitDecision } from "./commit-decision.ts";

/** Tells of all escalations collected, those of an interrupted run too: one event per customer and level, once. */
export async function tellDigests(context: AcknowledgementContext, actor: Actor): Promise<void> {
  for (const { customerId, level } of await context.digests.openAcrossCustomers()) {
    await commitDecision(context.commit, actor, async () => {
      const digest = await context.digests.find(customerId, level);
      if (!digest) return { changes: [], events: [] };
      const expireAt = new Date(context.clock.now().getTime() + DAY_MS);
      return { changes: [context.digests.close(digest, expireAt)], events: [events.escalated(digest)] };
    });
  }
}
