import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { NotificationContext } from "../context.ts";
import { deliveryIdOf } from "../domain/delivery.ts";
import { events } from "../events.ts";
import { callersInbox } from "../inbox/callers-inbox.ts";

const { method } = NotificationService;

/** Marks entries of the caller's inbox as read. Those of others, and those read already, are left as they are. */
export const markRead: Handler<NotificationContext, typeof method.markRead> = (context, request, call) =>
  write(context, call, method.markRead, request, async () => {
    const { customerId, owners } = await callersInbox(context, call);
    const ids = request.all ? undefined : request.notificationIds.map(deliveryIdOf);
    const unread = await context.inbox.countUnread(customerId, owners);
    const marked = ids ? await context.inbox.countUnreadAmong(customerId, owners, ids) : unread;
    const response = { unreadCount: unread - marked };
    if (marked === 0) return { changes: [], events: [], response };
    return {
      changes: [context.inbox.markRead(customerId, owners, ids, context.clock.now())],
      events: events.read(customerId, call.actor.userId, owners),
      response,
    };
  });
