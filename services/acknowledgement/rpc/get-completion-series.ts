import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";
import { seriesDays, seriesOf } from "../domain/completion-series.ts";

/** Gives, day by day, what was asked for and signed and how much stood signed and pending. */
export const getCompletionSeries: Handler<
  AcknowledgementContext,
  (typeof AcknowledgementService)["method"]["getCompletionSeries"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const { calendar } = await context.rules(customerId);
  const today = calendar.dayOf(context.clock.now());
  const { first, last } = seriesDays(request.startDate, request.endDate, today);
  const groups = await context.times.days(customerId, request, calendar.timeZone);
  return { points: seriesOf(groups, first, last) };
};
