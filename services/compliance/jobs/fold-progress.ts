import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { Worker } from "../../../runtime/jobs/job.ts";
import { StaleWriteError } from "../../../runtime/mongo/change.ts";
import type { PageKey } from "../../../runtime/mongo/page.ts";
import { type ComplianceContext, FOLD_PROGRESS, FOLDED } from "../context.ts";
import { type Rollup, rollUp } from "../domain/rollup.ts";
import { events } from "../events.ts";
import { type CustomerComplianceRow, recomputed } from "../store/customer-compliance-model.ts";
import type { PolicyProgressRow } from "../store/policy-progress-model.ts";

/** Policies folded in one step, and customer compliances written in one unit. */
const POLICIES_PER_STEP = 200;
const COMPLIANCES_PER_UNIT = 50;
/** Least time between two steps, so that a thousand signatures a second rewrite a row ten times, not a thousand. */
const BETWEEN_STEPS_MS = 100;

/**
 * Folds what events have told of policies into the customer compliances that map them. An event stirs its policy's
 * row and nothing else; this worker takes all that has been stirred since, however many events that were.
 * Customers that are deleted are folded too: nothing is sent to anybody by it, and an undelete finds true counts.
 */
export function foldProgress(context: ComplianceContext): Worker {
  const { progress } = context;
  let nextAtMs = 0;
  let after: PageKey | undefined;
  return {
    name: FOLD_PROGRESS,
    backlog: () => progress.countStirredAcrossCustomers(),
    step: async () => {
      if ((await progress.stirredAcrossCustomers(undefined, 1)).length === 0) return false;
      const earlyMs = nextAtMs - performance.now();
      if (earlyMs > 0) await pause(earlyMs);
      nextAtMs = performance.now() + BETWEEN_STEPS_MS;
      // Round and round: policies that are stirred again and again must not keep others waiting.
      const stirred = await progress.stirredAcrossCustomers(after, POLICIES_PER_STEP);
      const [first] = stirred;
      const ofOne = stirred.filter((row) => row.customerId === first?.customerId);
      const last = ofOne.at(-1);
      after = last && [last.customerId, last._id];
      if (last) await foldStirred(context, last.customerId, ofOne);
      return true;
    },
  };
}

async function foldStirred(
  context: ComplianceContext,
  customerId: string,
  stirred: readonly PolicyProgressRow[],
): Promise<void> {
  const actor = serviceActor("compliance", "counting");
  const policyIds = stirred.map((row) => row._id);
  try {
    for (let after = ""; ; ) {
      const rows = await context.compliances.mapping(customerId, policyIds, after, COMPLIANCES_PER_UNIT);
      await foldInto(context, customerId, rows);
      const last = rows.at(-1);
      if (!last || rows.length < COMPLIANCES_PER_UNIT) break;
      after = last._id;
    }
    // A row that has moved since it was read stays stirred.
    await context.commit({ changes: stirred.map((row) => context.progress.settle(row)), events: [], actor });
  } catch (error) {
    // Somebody else has just changed one of them. All is still stirred, and the next step reads anew.
    if (!(error instanceof StaleWriteError)) throw error;
  }
}

async function foldInto(
  context: ComplianceContext,
  customerId: string,
  rows: readonly CustomerComplianceRow[],
): Promise<void> {
  const mapped = new Set(rows.flatMap((row) => row.policies.map((policy) => policy.policyId)));
  const progress = await context.progress.find(customerId, mapped);
  const now = context.clock.now();
  const folded = rows.flatMap((row) => {
    const rollup = rollUp(row.policies, progress, row);
    return isDeepStrictEqual(rollup, rollupOf(row)) ? [] : [{ row, after: recomputed(row, rollup, now) }];
  });
  if (folded.length === 0) return;
  await context.commit({
    changes: folded.map(({ row, after }) => context.compliances.replace(row, after)),
    events: folded.flatMap(({ row, after }) => events.complianceMoved(row, after)),
    actor: serviceActor("compliance", "counting"),
  });
  context.live.signal(FOLDED, customerId);
}

const rollupOf = (row: CustomerComplianceRow): Rollup => ({
  policies: row.policies,
  status: row.status,
  percentage: row.percentage,
  acknowledged: row.acknowledged,
  pending: row.pending,
  updatedSinceAudit: row.updatedSinceAudit,
});
