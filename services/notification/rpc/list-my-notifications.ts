import type { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { NotificationContext } from "../context.ts";
import { callersInbox } from "../inbox/callers-inbox.ts";
import { kindsOf, notificationMessage } from "./messages.ts";

/** Lists the caller's inbox, newest first, with the number of unread entries. */
export const listMyNotifications: Handler<
  NotificationContext,
  (typeof NotificationService)["method"]["listMyNotifications"]
> = async (context, request, call) => {
  const { customerId, owners, reader } = await callersInbox(context, call);
  const filter = { unreadOnly: request.unreadOnly, kinds: kindsOf(request.kinds) };
  const [page, unreadCount] = await Promise.all([
    context.inbox.list(customerId, owners, request, filter),
    context.inbox.countUnread(customerId, owners),
  ]);
  return {
    notifications: page.items.map((row) => notificationMessage(row, reader)),
    nextPageToken: page.nextPageToken,
    unreadCount,
  };
};
