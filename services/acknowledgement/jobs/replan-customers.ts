import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { Worker } from "../../../runtime/jobs/job.ts";
import type { AcknowledgementContext } from "../context.ts";
import type { CustomerRules } from "../domain/customer-rules.ts";
import { renewalOf } from "../domain/due.ts";
import { planned } from "../domain/lifecycle.ts";
import type { Obligation } from "../domain/obligation.ts";
import { commitDecision, type StepDecision } from "./commit-decision.ts";

/** Obligations of one step. */
const PAGE = 500;
const ACTOR = serviceActor("acknowledgement", "settings change");

/**
 * Plans the next steps of a customer's obligations anew, page by page: after its settings changed, and after it was
 * restored. Due times that stand do not move.
 */
export const replanCustomers = (context: AcknowledgementContext): Worker => ({
  name: "replan-customers",
  step: async () => {
    let worked = false;
    await commitDecision(context.commit, ACTOR, async () => {
      const decision = await replanPage(context);
      worked = decision !== undefined;
      return decision ?? { changes: [], events: [] };
    });
    return worked;
  },
  backlog: () => context.replans.countAcrossCustomers(),
});

async function replanPage(context: AcknowledgementContext): Promise<StepDecision | undefined> {
  const replan = await context.replans.nextAcrossCustomers();
  if (!replan) return undefined;
  const customerId = replan._id;
  context.tenants.evict(customerId);
  const rules = await context.liveRules(customerId);
  const rows = rules ? await context.pages.plannable(customerId, replan, PAGE) : [];
  if (!rules || rows.length === 0) return { changes: context.replans.advance(replan, undefined), events: [] };
  const now = context.clock.now();
  const replanned = rows
    .map((before) => ({ before, nextStepTime: nextStepTime(before, rules, now) }))
    .filter(({ before, nextStepTime: next }) => before.nextStepTime?.getTime() !== next?.getTime());
  return {
    changes: [
      ...context.replans.advance(replan, rows.at(-1)),
      ...replanned.map(({ before, nextStepTime: next }) => context.obligations.plan(before, next)),
    ],
    events: [],
  };
}

/** A signature's renewal date stands; when its renewal is asked for follows from it. */
function nextStepTime(row: Obligation, rules: CustomerRules, now: Date): Date | undefined {
  if (row.status === "PENDING") return planned(row, { rules, now }).nextStepTime;
  if (!row.renewalDueTime || !row.latest) return undefined;
  return noticeOf(row.renewalDueTime, rules);
}

const noticeOf = (renewalDueTime: Date, rules: CustomerRules): Date =>
  renewalOf(renewalDueTime, 0, rules.calendar).nextStepTime;
