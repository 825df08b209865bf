import type { Worker } from "../../../runtime/jobs/job.ts";
import { StaleWriteError } from "../../../runtime/mongo/change.ts";
import type { NotificationContext } from "../context.ts";
import { claim, record, send } from "../mail/deliver.ts";
import { surroundingsOf } from "../mail/surroundings.ts";
import type { DeliveryRow } from "../store/delivery-model.ts";

type Around = Awaited<ReturnType<typeof surroundingsOf>>;

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
  let lanes = 0;
  const paused = (): boolean => clock.now() < pausedUntil;

  /** One mail after another: how one ended is recorded in the transaction that claims the next. */
  const sendOneByOne = async (next: () => DeliveryRow | undefined, around: Around): Promise<void> => {
    let recorded: Promise<void> | undefined;
    for (let row = next(); row; row = next()) {
      const [claimed] = await Promise.all([unlessStale(claim(context, row, around(row))), recorded]);
      recorded = undefined;
      if (!claimed) continue;
      const outcome = await send(context, claimed);
      if (outcome.outage) pausedUntil = new Date(clock.now().getTime() + OUTAGE_PAUSE_MS);
      recorded = unlessStale(record(context, claimed.row, outcome, claimed.mail.subject));
    }
    await recorded;
  };
  const lane = async (next: () => DeliveryRow | undefined, around: Around): Promise<void> => {
    lanes += 1;
    await sendOneByOne(next, around).finally(() => {
      lanes -= 1;
    });
  };

  return {
    name: SEND_DELIVERIES,
    step: async () => {
      if (paused()) return false;
      const due = await queue.dueAcrossCustomers(clock.now(), BATCH);
      if (due.length === 0) return false;
      const around = await surroundingsOf(context, due);
      const endsMs = performance.now() + STEP_MS;
      const next = (): DeliveryRow | undefined =>
        paused() || performance.now() > endsMs ? undefined : due.shift();
      await Promise.all(Array.from({ length: LANES }, () => lane(next, around)));
      return true;
    },
    backlog: async () => lanes + (paused() ? 0 : await queue.countDueAcrossCustomers(clock.now())),
  };
}

/** Undefined where somebody else has changed the delivery: it is theirs now. */
async function unlessStale<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StaleWriteError) return undefined;
    throw error;
  }
}
