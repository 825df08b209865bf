import { serviceActor } from "../../../runtime/auth/principal.ts";
import type { Job } from "../../../runtime/jobs/job.ts";
import type { NotificationContext } from "../context.ts";
import type { Hold } from "../domain/delivery.ts";
import type { DeliveryRow } from "../store/delivery-model.ts";
import { SEND_DELIVERIES } from "./send-deliveries.ts";

const PAGE = 500;
const ACTOR = serviceActor("notification", "held mail");

/** Makes mails due that waited for somebody's return from leave, or for a deleted customer to be restored. */
export const releaseHeldDeliveries = (context: NotificationContext): Job => ({
  name: "release-held-deliveries",
  everyMs: 5 * 60_000,
  run: async (signal) => {
    for (const held of ["on_leave", "customer_deleted"] as const) {
      for (const customerId of await context.queue.customersHeldAcrossCustomers(held)) {
        const tenant = await context.tenants.find(customerId);
        if (tenant && !tenant.deleted) await release(context, customerId, held, signal);
      }
    }
    context.nudge(SEND_DELIVERIES);
  },
});

async function release(
  context: NotificationContext,
  customerId: string,
  held: Hold,
  signal: AbortSignal,
): Promise<void> {
  for (let after = ""; !signal.aborted; ) {
    const rows = await context.queue.held(customerId, held, after, PAGE);
    const ready = held === "on_leave" ? await withReturned(context, customerId, rows) : rows;
    const now = context.clock.now();
    const changes = ready.map((row) => context.deliveries.release(row, now));
    await context.commit({ changes, events: [], actor: ACTOR });
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last._id;
  }
}

async function withReturned(
  context: NotificationContext,
  customerId: string,
  rows: readonly DeliveryRow[],
): Promise<DeliveryRow[]> {
  const present = await context.people.presentAmong(
    customerId,
    rows.map((row) => row.recipient),
  );
  return rows.filter((row) => present.has(row.recipient));
}
