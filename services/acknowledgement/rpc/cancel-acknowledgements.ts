import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { SkipReason } from "#gen/countersign/acknowledgement/v1/bulk_requests_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { AcknowledgementContext } from "../context.ts";
import { cancel } from "../domain/lifecycle.ts";
import { events } from "../events.ts";
import { sorted } from "./many-obligations.ts";

const { method } = AcknowledgementService;

/** Withdraws many pending obligations at once. */
export const cancelAcknowledgements: Handler<AcknowledgementContext, typeof method.cancelAcknowledgements> = (
  context,
  request,
  call,
) =>
  write(context, call, method.cancelAcknowledgements, request, async () => {
    const customerId = customerOf(call);
    const moment = { now: context.clock.now(), actor: call.actor, rules: await context.rules(customerId) };
    const rows = await context.obligations.byIds(customerId, request.acknowledgementIds);
    const { wanted, skipped } = sorted(request.acknowledgementIds, rows, ({ status }) =>
      status === "PENDING" ? undefined : SkipReason.NOT_PENDING,
    );
    const cancelled = wanted.map((before) => ({
      before,
      after: cancel(before, "MANUAL", moment, request.comment),
    }));
    const rollouts = new Set(wanted.flatMap((row) => row.rolloutId ?? []));
    return {
      changes: [
        ...cancelled.map(({ before, after }) => context.obligations.update(before, after)),
        ...[...rollouts].map((id) => context.rollouts.stale(customerId, id)),
      ],
      events: events.cancelled(cancelled.map(({ after }) => after)),
      response: { cancelledCount: cancelled.length, skipped },
    };
  });
