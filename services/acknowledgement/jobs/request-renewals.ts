import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { Job } from "../../../runtime/jobs/job.ts";
import type { AcknowledgementContext } from "../context.ts";
import { renew } from "../domain/renewal.ts";
import { events } from "../events.ts";
import type { DueRow } from "../store/obligation-store.ts";
import { commitDecision, type StepDecision } from "./commit-decision.ts";

/** Signatures of one page, and of one unit. */
const PAGE = 10_000;
const UNIT = 500;
const ACTOR = serviceActor("acknowledgement", "renewal schedule");

/**
 * Every minute: asks anew for signatures that run out in 30 days. The signature's next step ends in the unit that asks,
 * so nobody is asked twice, on however many replicas the job runs.
 */
export const requestRenewals = (context: AcknowledgementContext): Job => ({
  name: "request-renewals",
  everyMs: 60_000,
  run: async (signal) => {
    const now = context.clock.now();
    const failed: string[] = [];
    for (;;) {
      const due = await context.obligations.dueAcrossCustomers("ACKNOWLEDGED", now, PAGE, failed);
      if (due.length === 0 || signal.aborted) return;
      for (const [customerId, rows] of Map.groupBy(due, (row) => row.customerId)) {
        try {
          await renewCustomer(context, customerId, rows, signal);
        } catch (error) {
          failed.push(customerId);
          context.log.error(
            { err: error, customerId },
            "renewals of a customer failed; they are tried again",
          );
        }
      }
    }
  },
});

async function renewCustomer(
  context: AcknowledgementContext,
  customerId: string,
  due: readonly DueRow[],
  signal: AbortSignal,
): Promise<void> {
  for (const [policyId, rows] of Map.groupBy(due, (row) => row.policyId)) {
    for (let first = 0; first < rows.length && !signal.aborted; first += UNIT) {
      const unit = rows.slice(first, first + UNIT);
      await commitDecision(context.commit, ACTOR, () => decideRenewals(context, customerId, policyId, unit));
    }
  }
}

async function decideRenewals(
  context: AcknowledgementContext,
  customerId: string,
  policyId: string,
  due: readonly DueRow[],
): Promise<StepDecision> {
  const ids = due.map((row) => row._id);
  const rules = await context.liveRules(customerId);
  if (!rules) return { changes: [context.obligations.park(customerId, ids)], events: [] };
  const now = context.clock.now();
  const [policy, rows, people] = await Promise.all([
    context.policies.find(customerId, policyId),
    context.obligations.byIds(customerId, ids),
    context.people.byId(
      customerId,
      due.map((row) => row.employeeId),
    ),
  ]);
  const moment = { now, actor: ACTOR, rules };
  const newId = (): string => context.newId("ack");
  const renewed = rows
    .filter((row) => row.nextStepTime && row.nextStepTime <= now)
    .map((before) => ({ before, ...renew(before, policy, people.get(before.employeeId), newId, moment) }));
  const next = renewed.flatMap((one) => one.next ?? []);
  return {
    changes: [
      ...renewed.map(({ before, after }) => context.obligations.update(before, after)),
      ...next.map((row) => context.obligations.insert(row)),
      ...(policy && next.length > 0 ? [context.policies.countAddition(policy)] : []),
    ],
    events:
      policy && next.length > 0
        ? events.requested(
            customerId,
            policy,
            next.map((obligation) => ({ obligation, replacesSignature: true })),
          )
        : [],
  };
}
