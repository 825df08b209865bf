import { IANAZone } from "luxon";
import { invalidField } from "../../../runtime/errors.ts";

/** A step of the escalation ladder. `role` is the number of a PermissionRole. */
export interface EscalationStep {
  readonly daysOverdue: number;
  readonly role: number;
}

/** How a customer wants its acknowledgements run. Days are calendar days in `timeZone`. */
export interface CustomerSettings {
  readonly timeZone: string;
  /** ISO weekdays: 1 Monday … 7 Sunday. */
  readonly businessDays: readonly number[];
  /** ISO dates on which nobody is reminded. */
  readonly holidays: readonly string[];
  readonly dueDays: {
    readonly newJoinerDays: number;
    readonly manualDays: number;
    readonly newVersionDays: number;
    readonly periodicDays: number;
  };
  readonly reminders: {
    readonly offsetsDays: readonly number[];
    readonly repeatEveryDays: number;
    readonly maxReminders: number;
    readonly noticeDebounceMinutes: number;
  };
  readonly escalation: { readonly steps: readonly EscalationStep[] };
  readonly branding: { readonly displayName: string; readonly logoUrl: string; readonly accentColor: string };
  readonly languages: readonly string[];
  readonly consentText: string;
  /** Number of a TotpDemand: of whom an authenticator is demanded. */
  readonly totpDemand: number;
}

const HR = 5;
const EXECUTIVE = 6;
const NOBODY = 1;

/** What a new customer starts with. */
export const DEFAULT_SETTINGS: CustomerSettings = {
  timeZone: "UTC",
  businessDays: [1, 2, 3, 4, 5],
  holidays: [],
  dueDays: { newJoinerDays: 30, manualDays: 30, newVersionDays: 30, periodicDays: 365 },
  reminders: { offsetsDays: [-7, -1, 0], repeatEveryDays: 3, maxReminders: 20, noticeDebounceMinutes: 15 },
  escalation: {
    steps: [
      { daysOverdue: 7, role: HR },
      { daysOverdue: 14, role: EXECUTIVE },
    ],
  },
  branding: { displayName: "", logoUrl: "", accentColor: "" },
  languages: ["en"],
  consentText: "I have read and understood this policy and agree to follow it.",
  totpDemand: NOBODY,
};

/** Of whom an authenticator is demanded; settings that were stored before there was the choice say nothing. */
export const totpDemandOf = ({ totpDemand = NOBODY }: Partial<CustomerSettings>): number => totpDemand;

/** Throws INVALID_FIELD for what the contract's rules can't see: time zones, real dates, lists that may not be empty. */
export function checkSettings(settings: CustomerSettings): void {
  if (!IANAZone.isValidZone(settings.timeZone)) {
    throw invalidField(
      "settings.time_zone",
      "time_zone",
      `${settings.timeZone} is no IANA time zone, such as Europe/Berlin.`,
    );
  }
  if (settings.businessDays.length === 0) {
    throw invalidField("settings.business_days", "required", "At least one day must be a business day.");
  }
  if (settings.languages.length === 0)
    throw invalidField("settings.languages", "required", "Name at least one language.");
  if (settings.consentText.trim() === "") {
    throw invalidField(
      "settings.consent_text",
      "required",
      "The consent text is what people agree to; it can't be empty.",
    );
  }
  if (settings.totpDemand === 0)
    throw invalidField("settings.totp_demand", "required", "Say of whom an authenticator is demanded.");
  for (const [index, holiday] of settings.holidays.entries()) {
    if (!isRealDate(holiday))
      throw invalidField(`settings.holidays[${index}]`, "date", `${holiday} is not a day of the calendar.`);
  }
}

function isRealDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
