import type { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { NotificationContext } from "../context.ts";
import { channelsOf, deliveryMessage, kindsOf, statesOf } from "./messages.ts";

/** Lists deliveries, newest first. */
export const listDeliveries: Handler<
  NotificationContext,
  (typeof NotificationService)["method"]["listDeliveries"]
> = async (context, request, call) => {
  const page = await context.deliveries.list(customerOf(call), request, {
    states: statesOf(request.states),
    channels: channelsOf(request.channels),
    kinds: kindsOf(request.kinds),
    address: request.recipientAddress,
    eventId: request.eventId,
    employeeId: request.employeeId,
  });
  return { deliveries: page.items.map(deliveryMessage), nextPageToken: page.nextPageToken };
};
