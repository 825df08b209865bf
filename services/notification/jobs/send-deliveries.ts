import type { Worker } from "../../../runtime/jobs/job.ts";
import { StaleWriteError } from "../../../runtime/mongo/change.ts";
import type { NotificationContext } from "../context.ts";
import { deliver } from "../mail/deliver.ts";
import { surroundingsOf } from "../mail/surroundings.ts";
import type { DeliveryRow } from "../store/delivery-model.ts";

/** The worker's name, to nudge it. */
export const SEND_DELIVERIES = "send-deliveries";

/** Attempts under way at once. */
const LANES = 8;
/** Due deliveries read at once. */
const BATCH = 64;
/** A step begins no attempt after so many ms: with the longest attempt it ends inside the worker's lease. */
const STEP_MS = 10_000;
/** Pause in ms after the mail server as a whole could not be used, so that not everyone's attempts are used up. */
const OUTAGE_PAUSE_MS = 30_000;

/**
 * Sends what is due, the longest waiting first, a few at once. A delivery is claimed by a conditional write before it
 * is sent, so nobody else sends it too; one that a crash leaves claimed is never sent again by itself (see
 * `failAbandonedDeliveries`).
 */
export function sendDeliveries(context: NotificationContext): Worker {
  const { clock, queue } = context;
  let pausedUntil = new Date(0);
  let underWay = 0;
  const paused = (): boolean => clock.now() < pausedUntil;

  const attempt = async (row: DeliveryRow, around: ReturnType<typeof surroundingsOf>): Promise<void> => {
    underWay += 1;
    try {
      const outcome = await deliver(context, row, (await around)(row));
      if (outcome?.outage) pausedUntil = new Date(clock.now().getTime() + OUTAGE_PAUSE_MS);
    } catch (error) {
      if (!(error instanceof StaleWriteError)) throw error;
    } finally {
      underWay -= 1;
    }
  };

  return {
    name: SEND_DELIVERIES,
    step: async () => {
      if (paused()) return false;
      const due = await queue.dueAcrossCustomers(clock.now(), BATCH);
      if (due.length === 0) return false;
      const around = surroundingsOf(context, due);
      const endsMs = performance.now() + STEP_MS;
      const lane = async (): Promise<void> => {
        for (let row = due.shift(); row; row = due.shift()) {
          await attempt(row, around);
          if (paused() || performance.now() > endsMs) return;
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      return true;
    },
    backlog: async () => underWay + (paused() ? 0 : await queue.countDueAcrossCustomers(clock.now())),
  };
}
