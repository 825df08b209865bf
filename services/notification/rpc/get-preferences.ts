import type { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { customerOf, personOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { NotificationContext } from "../context.ts";
import { preferencesMessage } from "./messages.ts";

/** Gives what the caller wants to be told. */
export const getPreferences: Handler<
  NotificationContext,
  (typeof NotificationService)["method"]["getPreferences"]
> = async (context, _request, call) => ({
  preferences: preferencesMessage(await context.preferences.find(customerOf(call), personOf(call).userId)),
});
