import type { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { NotificationContext } from "../context.ts";
import { callersInbox } from "../inbox/callers-inbox.ts";
import { watchedInboxes } from "../inbox/watched-inboxes.ts";
import type { DeliveryRow } from "../store/delivery-model.ts";
import { notificationMessage } from "./messages.ts";

/** Newest entries that are looked at after each change; more at once are only counted. */
const WINDOW = 50;

/** Sends the number of unread entries, then each new entry and each change of the number. */
export const watchMyNotifications: Handler<
  NotificationContext,
  (typeof NotificationService)["method"]["watchMyNotifications"]
> = async function* (context, _request, call) {
  const { customerId, owners, reader } = await callersInbox(context, call);
  const newest = async (): Promise<DeliveryRow[]> => {
    const window = { pageSize: WINDOW, pageToken: "" };
    const page = await context.inbox.list(customerId, owners, window, {
      unreadOnly: false,
      kinds: undefined,
    });
    return page.items;
  };
  let known: ReadonlySet<string> | undefined;
  let lastCount = -1;
  const watched = { customerId, ...watchedInboxes(owners) };
  for await (const _ of context.live.changes(watched, call.signal)) {
    // Counting first: an entry that comes between the two reads is sent now and changes the number at the next look.
    const unreadCount = await context.inbox.countUnread(customerId, owners);
    const rows = await newest();
    const earlier = known;
    const fresh = earlier ? rows.filter((row) => !earlier.has(row._id)).toReversed() : [];
    for (const row of fresh) yield { notification: notificationMessage(row, reader), unreadCount };
    if (fresh.length === 0 && unreadCount !== lastCount) yield { unreadCount };
    lastCount = unreadCount;
    known = new Set(rows.map((row) => row._id));
  }
};
