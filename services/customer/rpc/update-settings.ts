import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { type Settings, SettingsSchema } from "#gen/countersign/customer/v1/settings_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { maskedFields } from "../../../runtime/rpc/update-mask.ts";
import { write } from "../../../runtime/write.ts";
import type { CustomerContext } from "../context.ts";
import { type CustomerSettings, checkSettings, DEFAULT_SETTINGS } from "../domain/settings.ts";
import { events } from "../events.ts";
import { settingsMessage } from "./messages.ts";

const { method } = CustomerService;
const FIELDS = [
  "timeZone",
  "businessDays",
  "holidays",
  "dueDays",
  "reminders",
  "escalation",
  "branding",
  "languages",
  "consentText",
] as const satisfies readonly (keyof CustomerSettings)[];

/** Changes settings; nested messages and lists are replaced whole. */
export const updateSettings: Handler<CustomerContext, typeof method.updateSettings> = (
  context,
  request,
  call,
) =>
  write(context, call, method.updateSettings, request, async () => {
    const row = await context.customers.getLive(customerOf(call));
    checkEtag("settings", { _id: row._id, revision: row.settings.revision }, request.etag);
    const wanted = request.settings;
    const fields = wanted ? maskedFields(SettingsSchema, wanted, request.updateMask, FIELDS) : [];
    if (!wanted || fields.length === 0)
      return { changes: [], events: [], response: { settings: settingsMessage(row) } };
    const given = settingsOf(wanted);
    const merged: CustomerSettings = {
      ...row.settings,
      ...Object.fromEntries(fields.map((field) => [field, given[field]])),
    };
    checkSettings(merged);
    const settings = { ...merged, updateTime: context.clock.now(), revision: row.settings.revision + 1 };
    const after = { ...row, settings, revision: row.revision + 1 };
    return {
      changes: [context.customers.update(row, { settings })],
      events: [events.settingsUpdated(after)],
      response: { settings: settingsMessage(after) },
    };
  });

/** Settings from the wire, without the wire's own properties; a nested message named in the mask but absent gives its default. */
function settingsOf(message: Settings): CustomerSettings {
  const { dueDays, reminders, escalation, branding } = message;
  return {
    timeZone: message.timeZone,
    businessDays: [...message.businessDays],
    holidays: message.holidays,
    dueDays: dueDays
      ? {
          newJoinerDays: dueDays.newJoinerDays,
          manualDays: dueDays.manualDays,
          newVersionDays: dueDays.newVersionDays,
          periodicDays: dueDays.periodicDays,
        }
      : DEFAULT_SETTINGS.dueDays,
    reminders: reminders
      ? {
          offsetsDays: reminders.offsetsDays,
          repeatEveryDays: reminders.repeatEveryDays,
          maxReminders: reminders.maxReminders,
          noticeDebounceMinutes: reminders.noticeDebounceMinutes,
        }
      : DEFAULT_SETTINGS.reminders,
    escalation: { steps: (escalation?.steps ?? []).map(({ daysOverdue, role }) => ({ daysOverdue, role })) },
    branding: {
      displayName: branding?.displayName ?? "",
      logoUrl: branding?.logoUrl ?? "",
      accentColor: branding?.accentColor ?? "",
    },
    languages: message.languages,
    consentText: message.consentText,
  };
}
