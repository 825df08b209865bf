import { Code, ConnectError } from "@connectrpc/connect";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { PolicySummary } from "#gen/countersign/acknowledgement/v1/summary_pb.ts";
import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { Job } from "../../../runtime/jobs/job.ts";
import type { Change } from "../../../runtime/mongo/change.ts";
import type { PageKey } from "../../../runtime/mongo/page.ts";
import { type ComplianceContext, FOLD_PROGRESS } from "../context.ts";
import { storedCounts } from "../domain/policy-progress.ts";
import { judge } from "../domain/reconciliation.ts";
import type { PolicyProgressRow } from "../store/policy-progress-model.ts";

const EVERY_MS = 15 * 60_000;
/** Policies compared by one call; the contract's most. */
const PER_CALL = 200;

/**
 * Proves our counts against the stored obligations themselves, and repairs those that are wrong. A difference is
 * repaired in the second run that sees it, once nothing moves any more (see `judge`).
 */
export const reconcileCounts = (context: ComplianceContext): Job => ({
  name: "reconcile-counts",
  everyMs: EVERY_MS,
  run: async (signal) => {
    let after: PageKey | undefined;
    while (!signal.aborted) {
      const rows = await context.progress.inForceAcrossCustomers(after, PER_CALL);
      for (const [customerId, ofCustomer] of Map.groupBy(rows, (row) => row.customerId)) {
        await reconcileCustomer(context, customerId, ofCustomer);
      }
      const last = rows.at(-1);
      if (!last || rows.length < PER_CALL) return;
      after = [last.customerId, last._id];
    }
  },
});

async function reconcileCustomer(
  context: ComplianceContext,
  customerId: string,
  rows: readonly PolicyProgressRow[],
): Promise<void> {
  const tenant = await context.tenants.find(customerId);
  if (!tenant || tenant.deleted) return;
  const source = await summaries(context, customerId, rows).catch((error: unknown) => {
    if (error instanceof ConnectError && error.code === Code.NotFound) return undefined; // deleted just now
    throw error;
  });
  if (!source) return;
  const changes = rows.flatMap((row) => compare(context, row, source.get(row._id)));
  await context.commit({ changes, events: [], actor: serviceActor("compliance", "reconciliation") });
  if (changes.length > 0) context.nudge(FOLD_PROGRESS);
}

/** What the source counts, by policy id. */
async function summaries(
  context: ComplianceContext,
  customerId: string,
  rows: readonly PolicyProgressRow[],
): Promise<Map<string, PolicySummary>> {
  const policyIds = rows.map((row) => row._id);
  const found = new Map<string, PolicySummary>();
  let pageToken = "";
  do {
    const request = { customerId, policyIds, pageSize: PER_CALL, pageToken };
    const page = await context.client(AcknowledgementService).getAcknowledgementSummary(request);
    for (const summary of page.policies) found.set(summary.policyId, summary);
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  return found;
}

/** The writes that follow from a comparison. A policy that the source doesn't name has no obligations. */
function compare(
  context: ComplianceContext,
  row: PolicyProgressRow,
  summary: PolicySummary | undefined,
): Change[] {
  const materialVersion = summary?.materialVersion || row.materialVersion;
  const source = {
    materialVersion,
    pending: summary?.counts?.pending ?? 0,
    acknowledged: summary?.counts?.acknowledged ?? 0,
  };
  const ours = { ...storedCounts(row, materialVersion), moves: row.moves };
  switch (judge(ours, source, row.suspicion)) {
    case "proved":
      return row.suspicion ? [context.progress.suspect(row, undefined)] : [];
    case "suspect":
      return [context.progress.suspect(row, { ...source, moves: row.moves })];
    case "wrong":
      context.log.warn(
        { event: "compliance_counts_repaired", customerId: row.customerId, policyId: row._id, ours, source },
        "signature counts differed from the stored obligations; they are repaired",
      );
      return [context.progress.repair(row, materialVersion, source)];
  }
}
