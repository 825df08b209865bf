import {
  AcknowledgementSignedSchema,
  AcknowledgementsCancelledSchema,
  AcknowledgementsRequestedSchema,
  RolloutCompletedSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";
import { rolloutMessage } from "./messages.ts";

const EVENTS = [
  AcknowledgementsRequestedSchema,
  AcknowledgementSignedSchema,
  AcknowledgementsCancelledSchema,
  RolloutCompletedSchema,
];
/** Least time between two messages. */
const PAUSE_MS = 500;
/** The counts follow the events a little later, so the rollout is looked at again after so long. */
const LOOK_AGAIN_MS = 1_000;

/** Sends a rollout and its changes until it has ended. */
export const watchRollout: Handler<
  AcknowledgementContext,
  (typeof AcknowledgementService)["method"]["watchRollout"]
> = async function* (context, request, call) {
  const customerId = customerOf(call);
  let sent = 0;
  for await (const _ of context.live.changes({ customerId, events: EVENTS }, call.signal, LOOK_AGAIN_MS)) {
    const rollout = await context.rollouts.get(customerId, request.rolloutId);
    if (rollout.revision !== sent) {
      sent = rollout.revision;
      yield { rollout: rolloutMessage(rollout) };
      if (rollout.state !== "RUNNING") return;
      await pause(call.signal);
    }
  }
};

/** Waits, or until the caller has gone. */
const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, PAUSE_MS);
    signal.addEventListener("abort", done, { once: true });
  });
