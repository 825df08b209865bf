import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { Job } from "../../../runtime/jobs/job.ts";
import type { AcknowledgementContext } from "../context.ts";
import type { CustomerRules } from "../domain/customer-rules.ts";
import type { DueRow } from "../store/obligation-store.ts";
import { commitDecision } from "./commit-decision.ts";
import { decideChase } from "./decide-chase.ts";
import { tellDigests } from "./tell-digests.ts";

/** Obligations looked at together before the next ones are read. */
const PAGE = 10_000;
/** People of one unit and one AcknowledgementsReminded; their obligations are in it together. */
const PEOPLE = 200;
const ACTOR = serviceActor("acknowledgement", "reminder schedule");

/**
 * Every minute: reminds and escalates what is due by each customer's calendar. What is done moves an obligation's next
 * step into the future in the same unit, so that a second run, or one on another replica, finds nothing to do again.
 */
export const remindAndEscalate = (context: AcknowledgementContext): Job => ({
  name: "remind-and-escalate",
  everyMs: 60_000,
  run: async (signal) => {
    const now = context.clock.now();
    const failed: string[] = [];
    for (;;) {
      const due = await context.obligations.dueAcrossCustomers("PENDING", now, PAGE, failed);
      if (due.length === 0 || signal.aborted) break;
      for (const [customerId, rows] of Map.groupBy(due, (row) => row.customerId)) {
        try {
          await chaseCustomer(context, customerId, rows, now, signal);
        } catch (error) {
          failed.push(customerId);
          context.log.error(
            { err: error, customerId },
            "reminders of a customer failed; they are tried again",
          );
        }
      }
    }
    if (!signal.aborted) await tellDigests(context, ACTOR);
  },
});

async function chaseCustomer(
  context: AcknowledgementContext,
  customerId: string,
  due: readonly DueRow[],
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const rules = await context.liveRules(customerId);
  if (!rules) return park(context, customerId, due);
  const people = [...new Set(due.map((row) => row.employeeId))].sort();
  for (let first = 0; first < people.length && !signal.aborted; first += PEOPLE) {
    await chasePeople(context, { customerId, rules, now }, people.slice(first, first + PEOPLE));
  }
}

const chasePeople = (
  context: AcknowledgementContext,
  run: { readonly customerId: string; readonly rules: CustomerRules; readonly now: Date },
  people: readonly string[],
): Promise<void> =>
  commitDecision(context.commit, ACTOR, () => decideChase(context, { ...run, actor: ACTOR }, people));

/** A deleted customer's obligations wait until it is restored; then they are planned anew. */
const park = (context: AcknowledgementContext, customerId: string, due: readonly DueRow[]): Promise<void> =>
  commitDecision(context.commit, ACTOR, async () => ({
    changes: [
      context.obligations.park(
        customerId,
        due.map((row) => row._id),
      ),
    ],
    events: [],
  }));
