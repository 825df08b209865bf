import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { type Implementation, implement } from "../../../runtime/rpc/handler.ts";
import type { NotificationContext } from "../context.ts";
import { getPreferences } from "./get-preferences.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { listMyNotifications } from "./list-my-notifications.ts";
import { markRead } from "./mark-read.ts";
import { retryDelivery } from "./retry-delivery.ts";
import { updatePreferences } from "./update-preferences.ts";
import { watchMyNotifications } from "./watch-my-notifications.ts";

/** The notification service: one line per RPC. */
export const notificationRpc = (context: NotificationContext): Implementation =>
  implement(NotificationService, context, {
    listMyNotifications,
    markRead,
    watchMyNotifications,
    getPreferences,
    updatePreferences,
    listDeliveries,
    retryDelivery,
  });
