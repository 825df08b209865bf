import { isDeepStrictEqual } from "node:util";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import type { PreferenceChange } from "#gen/countersign/notification/v1/preferences_pb.ts";
import { invalidField } from "../../../runtime/errors.ts";
import { customerOf, personOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { NotificationContext } from "../context.ts";
import { switched, type WantedSwitch } from "../domain/preferences.ts";
import { events } from "../events.ts";
import { channelsOf, kindsOf, preferencesMessage } from "./messages.ts";

const { method } = NotificationService;

/** Changes what the caller wants to be told from now on. */
export const updatePreferences: Handler<NotificationContext, typeof method.updatePreferences> = (
  context,
  request,
  call,
) =>
  write(context, call, method.updatePreferences, request, async () => {
    const customerId = customerOf(call);
    const { userId, employeeId } = personOf(call);
    const before = await context.preferences.find(customerId, userId);
    const after = {
      _id: userId,
      customerId,
      owners: employeeId === "" ? [userId] : [userId, employeeId],
      language: request.language ?? before?.language ?? "",
      off: switched(before?.off ?? [], request.changes.map(wantedSwitch)),
    };
    const preferences = preferencesMessage(after);
    const same = isDeepStrictEqual(preferencesMessage(before), preferences) && before !== undefined;
    return {
      changes: same ? [] : [context.preferences.keep(before, after)],
      events: same ? [] : [events.preferencesUpdated(customerId, userId, preferences)],
      response: { preferences },
    };
  });

function wantedSwitch({ kind: kindNumber, channel: number, enabled }: PreferenceChange): WantedSwitch {
  const [kind] = kindsOf([kindNumber]) ?? [];
  const [channel] = channelsOf([number]) ?? [];
  if (!kind || !channel)
    throw invalidField("changes.kind", "chosen", "There are no such messages to choose.");
  return { kind, channel, enabled };
}
