import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { SkipReason } from "#gen/countersign/acknowledgement/v1/bulk_requests_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { AcknowledgementContext } from "../context.ts";
import { remindByHand, toldToday } from "../domain/chase-obligation.ts";
import type { Moment } from "../domain/lifecycle.ts";
import type { Obligation } from "../domain/obligation.ts";
import { byPerson } from "../domain/reminder-groups.ts";
import { events } from "../events.ts";
import { sorted } from "./many-obligations.ts";

const { method } = AcknowledgementService;

/** Reminds people of pending obligations, each at most once a day; the schedule takes account of it. */
export const sendReminder: Handler<AcknowledgementContext, typeof method.sendReminder> = (
  context,
  request,
  call,
) =>
  write(context, call, method.sendReminder, request, async () => {
    const customerId = customerOf(call);
    const moment = { now: context.clock.now(), actor: call.actor, rules: await context.rules(customerId) };
    const rows = await context.obligations.byIds(customerId, request.acknowledgementIds);
    const { wanted, skipped } = sorted(request.acknowledgementIds, rows, (row) => quietReason(row, moment));
    const reminded = wanted.map((before) => ({ before, ...remindByHand(before, moment) }));
    return {
      changes: reminded.map(({ before, after }) => context.obligations.update(before, after)),
      events: byPerson(reminded).map((group) =>
        events.reminded(
          customerId,
          group.map(({ after, daysOverdue }) => ({ obligation: after, daysUntilDue: -daysOverdue })),
        ),
      ),
      response: { remindedCount: reminded.length, skipped },
    };
  });

function quietReason(row: Obligation, moment: Moment): SkipReason | undefined {
  if (row.status !== "PENDING") return SkipReason.NOT_PENDING;
  if (row.paused) return SkipReason.ON_LEAVE;
  return toldToday(row, moment) ? SkipReason.TOLD_TODAY : undefined;
}
