import { serviceActor } from "../../../runtime/auth/principal.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import type { Job } from "../../../runtime/jobs/job.ts";
import type { NotificationContext } from "../context.ts";

/** Longer than a mail waits, but for one to somebody on a very long leave. */
const KEPT_DAYS = 180;
const PAGE = 1000;

/** Forgets which acknowledgements were settled so long ago that nothing about them waits any more. */
export const forgetSettled = (context: NotificationContext): Job => ({
  name: "forget-settled",
  everyMs: DAY_MS,
  run: async (signal) => {
    const before = new Date(context.clock.now().getTime() - KEPT_DAYS * DAY_MS);
    while (!signal.aborted) {
      const ids = await context.settled.olderAcrossCustomers(before, PAGE);
      if (ids.length === 0) return;
      await context.commit({
        changes: [context.settled.forgetAcrossCustomers(ids)],
        events: [],
        actor: serviceActor("notification", "forgetting"),
      });
    }
  },
});
