import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { failedPrecondition } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { NotificationContext } from "../context.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { deliveryMessage } from "./messages.ts";

const { method } = NotificationService;

/** Gives a failed delivery a new set of attempts, to the recipient's address as it is known now. */
export const retryDelivery: Handler<NotificationContext, typeof method.retryDelivery> = async (
  context,
  request,
  call,
) => {
  const customerId = customerOf(call);
  const response = await write(context, call, method.retryDelivery, request, async () => {
    const row = await context.deliveries.get(customerId, request.deliveryId);
    checkEtag("delivery", row, request.etag);
    if (row.state !== "failed")
      throw failedPrecondition("DELIVERY_NOT_FAILED", "Only a failed delivery can be tried again.");
    const now = context.clock.now();
    const people = await context.people.among(customerId, [row.recipient]);
    const address = people.get(row.recipient)?.email || (row.address ?? "");
    const after = {
      ...row,
      state: "pending",
      nextAttemptTime: now,
      updateTime: now,
      address,
      revision: row.revision + 1,
    } as const;
    return {
      changes: [context.deliveries.retry(row, address, now)],
      events: [],
      response: { delivery: deliveryMessage(after) },
    };
  });
  context.nudge(SEND_DELIVERIES);
  return response;
};
