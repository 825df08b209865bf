import { AcknowledgementsCancelledSchema } from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { events } from "../events.ts";
import { settleEntries } from "../telling/settle.ts";

/** People need no longer sign: what asked them for it is settled or will not be sent. */
export const onAcknowledgementsCancelled = (context: NotificationContext): EventHandler =>
  on(AcknowledgementsCancelledSchema, async (event) => {
    const { customerId, time } = event;
    const cancelled = event.message.acknowledgements;
    const asked = await settleEntries(
      context,
      customerId,
      ["acknowledgement_requested", "reminder"],
      cancelled.map((each) => each.acknowledgementId),
    );
    const remembered = cancelled.map(({ acknowledgementId, revision }) =>
      context.settled.remember(customerId, acknowledgementId, { revision: Number(revision), time }),
    );
    return {
      changes: [...asked.changes, ...remembered],
      events: events.read(customerId, event.id, asked.owners),
    };
  });
