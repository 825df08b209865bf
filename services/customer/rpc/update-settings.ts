import { isDeepStrictEqual } from "node:util";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { type Settings, SettingsSchema } from "#gen/countersign/customer/v1/settings_pb.ts";
import { permissionDenied } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { type Call, customerOf } from "../../../runtime/rpc/call.ts";
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
  "totpDemand",
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
    if (!wanted) return { changes: [], events: [], response: { settings: settingsMessage(row) } };
    const fields = maskedFields(SettingsSchema, wanted, request.updateMask, FIELDS);
    const given = settingsOf(wanted);
    const before = { ...DEFAULT_SETTINGS, ...row.settings };
    const merged: CustomerSettings = {
      ...before,
      ...Object.fromEntries(fields.map((field) => [field, given[field]])),
    };
    checkSettings(merged);
    if (merged.totpDemand !== before.totpDemand) checkAdministrator(call);
    const changed = FIELDS.filter((field) => !isDeepStrictEqual(before[field], merged[field]));
    if (changed.length === 0)
      return { changes: [], events: [], response: { settings: settingsMessage(row) } };
    const settings = { ...merged, updateTime: context.clock.now(), revision: row.settings.revision + 1 };
    const after = { ...row, settings, revision: row.revision + 1 };
    return {
      changes: [context.customers.update(row, { settings })],
      events: [events.settingsUpdated(after, changed.map(nameInContract).sort())],
      response: { settings: settingsMessage(after) },
    };
  });

const nameInContract = (field: (typeof FIELDS)[number]): string => SettingsSchema.field[field].name;

const ADMINISTRATORS = [PermissionRole.CUSTOMER_ADMIN, PermissionRole.PLATFORM_ADMIN];

/** Throws ADMINISTRATOR_REQUIRED: a role or a key for calendars and wording must not weaken how everybody signs in. */
function checkAdministrator({ principal }: Call): void {
  if (principal.kind === "user" && ADMINISTRATORS.some((role) => principal.roles.has(role))) return;
  throw permissionDenied(
    "ADMINISTRATOR_REQUIRED",
    "Only an administrator decides who needs an authenticator.",
  );
}

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
    totpDemand: message.totpDemand,
  };
}
