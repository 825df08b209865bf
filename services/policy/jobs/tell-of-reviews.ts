import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { Job } from "../../../runtime/jobs/job.ts";
import { StaleWriteError } from "../../../runtime/mongo/change.ts";
import type { PolicyContext } from "../context.ts";
import type { Policy } from "../domain/policy.ts";
import { noticeDue } from "../domain/review.ts";
import { events } from "../events.ts";

/** Policies read together. */
const PAGE = 200;
const ACTOR = serviceActor("policy", "review schedule");

/**
 * Every hour: tells of policies whose review comes near or is late. What is told moves the policy's next notice into the
 * future in the same unit, so that a second run, or one on another replica, tells nothing again.
 */
export const tellOfReviews = (context: PolicyContext): Job => ({
  name: "tell-of-reviews",
  everyMs: 3_600_000,
  run: async (signal) => {
    const now = context.clock.now();
    let last: Policy | undefined;
    do {
      const due = await context.policies.reviewNoticesAcrossCustomers(now, last, PAGE);
      for (const policy of due) if (!signal.aborted) await tell(context, policy, now);
      last = due.length === PAGE ? due.at(-1) : undefined;
    } while (last && !signal.aborted);
  },
});

/** A deleted customer's policies wait until it is restored. One that changed meanwhile is looked at in the next run. */
async function tell(context: PolicyContext, policy: Policy, now: Date): Promise<void> {
  const tenant = await context.tenants.find(policy.customerId);
  const due = noticeDue(policy, now);
  if (!due || !tenant || tenant.deleted) return;
  const { reviewNoticeTime, daysUntilDue } = due;
  try {
    await context.commit({
      changes: [context.policies.update(policy, { ...policy, reviewNoticeTime })],
      events: [events.reviewDue(policy, daysUntilDue)],
      actor: ACTOR,
    });
  } catch (error) {
    if (!(error instanceof StaleWriteError)) throw error;
  }
}
