import type { Calendar } from "./calendar.ts";

/** When people with pending obligations are reminded; days are relative to the due day. */
export interface ReminderRules {
  /** 0 or negative: on or before the due day. */
  readonly offsetsDays: readonly number[];
  /** Once overdue, every so many days; 0: never. */
  readonly repeatEveryDays: number;
  /** Most reminders of one obligation; 0: none. */
  readonly maxReminders: number;
}

/** A level of the escalation ladder. `role` is the number of a PermissionRole. */
export interface EscalationStep {
  readonly daysOverdue: number;
  readonly role: number;
}

/** Days until an obligation is due, by its type. In a policy's rules 0 means: as the customer has it. */
export interface DueDays {
  readonly newJoinerDays: number;
  readonly manualDays: number;
  readonly newVersionDays: number;
  readonly periodicDays: number;
}

/** A customer's settings as the rules of obligations need them. */
export interface CustomerRules {
  readonly customerName: string;
  readonly calendar: Calendar;
  readonly dueDays: DueDays;
  readonly reminders: ReminderRules;
  /** In rising order of days. */
  readonly escalation: readonly EscalationStep[];
  /** The sentence that a signer agrees to. */
  readonly consentText: string;
}
