import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { AcknowledgementContext } from "../context.ts";
import { cancel } from "../domain/lifecycle.ts";
import { events } from "../events.ts";
import { acknowledgementMessage } from "./messages.ts";

const { method } = AcknowledgementService;

/** Withdraws a pending obligation; only another request by hand brings it back. */
export const cancelAcknowledgement: Handler<AcknowledgementContext, typeof method.cancelAcknowledgement> = (
  context,
  request,
  call,
) =>
  write(context, call, method.cancelAcknowledgement, request, async () => {
    const customerId = customerOf(call);
    const before = await context.obligations.get(customerId, request.acknowledgementId);
    checkEtag("acknowledgement", before, request.etag);
    const moment = { now: context.clock.now(), actor: call.actor, rules: await context.rules(customerId) };
    const after = cancel(before, "MANUAL", moment, request.comment);
    return {
      changes: [
        context.obligations.update(before, after),
        ...(after.rolloutId ? [context.rollouts.stale(customerId, after.rolloutId)] : []),
      ],
      events: events.cancelled([after]),
      response: { acknowledgement: acknowledgementMessage(after, moment.now) },
    };
  });
