import type { Job } from "../../../runtime/jobs/job.ts";
import { StaleWriteError } from "../../../runtime/mongo/change.ts";
import type { NotificationContext } from "../context.ts";
import { catalogFor, titleOf } from "../domain/catalog.ts";
import { record } from "../mail/deliver.ts";
import type { DeliveryRow } from "../store/delivery-model.ts";

/** Far longer than an attempt can take: whoever began it is gone. */
const ABANDONED_MS = 5 * 60_000;
const PAGE = 500;

/**
 * Gives up attempts that were begun and never ended because the process died in between: nobody knows whether they
 * got through, so they wait for RetryDelivery instead of being sent twice.
 */
export const failAbandonedDeliveries = (context: NotificationContext): Job => ({
  name: "fail-abandoned-deliveries",
  everyMs: 60_000,
  run: async (signal) => {
    const before = new Date(context.clock.now().getTime() - ABANDONED_MS);
    for (const row of await context.queue.claimedAcrossCustomers(before, PAGE)) {
      if (signal.aborted) return;
      const tenant = row.customerId === "" ? undefined : await context.tenants.find(row.customerId);
      if (!tenant?.deleted) await giveUp(context, row);
    }
  },
});

async function giveUp(context: NotificationContext, row: DeliveryRow): Promise<void> {
  const error = "it is unknown whether this got through: the service stopped during the attempt";
  try {
    await record(context, row, { result: "unknown", error }, row.subject ?? titleOf(catalogFor(), row));
  } catch (stale) {
    if (!(stale instanceof StaleWriteError)) throw stale;
  }
}
