import { AcknowledgementOrder } from "#gen/countersign/acknowledgement/v1/acknowledgement_requests_pb.ts";
import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";
import { acknowledgementMessage } from "./messages.ts";
import { filterOf } from "./obligation-filter.ts";

/** Lists everybody's acknowledgements by due time. */
export const listAcknowledgements: Handler<
  AcknowledgementContext,
  (typeof AcknowledgementService)["method"]["listAcknowledgements"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const filter = await filterOf(context, customerId, request);
  if (!filter) return {};
  const now = context.clock.now();
  const direction = request.orderBy === AcknowledgementOrder.LATEST_DUE ? -1 : 1;
  const page = await context.pages.list(customerId, filter, request, now, direction);
  return {
    acknowledgements: page.items.map((row) => acknowledgementMessage(row, now)),
    nextPageToken: page.nextPageToken,
  };
};
