import type { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import type { SettingsPart } from "./use-settings.ts";

/** A level of the escalation ladder. */
export interface Step {
  readonly daysOverdue: number;
  readonly role: PermissionRole;
}

/** How long people have, and what happens around the due day. */
export interface Reminders {
  readonly newJoinerDays: number;
  readonly manualDays: number;
  readonly newVersionDays: number;
  readonly periodicDays: number;
  /** Days before the due day, 0 to 365. */
  readonly daysBefore: readonly number[];
  readonly repeatEveryDays: number;
  readonly maxReminders: number;
  readonly noticeDebounceMinutes: number;
  readonly steps: readonly Step[];
}

/** That part of the settings. */
export const REMINDERS: SettingsPart<Reminders> = {
  read: ({ dueDays, reminders, escalation }) => ({
    newJoinerDays: dueDays?.newJoinerDays ?? 0,
    manualDays: dueDays?.manualDays ?? 0,
    newVersionDays: dueDays?.newVersionDays ?? 0,
    periodicDays: dueDays?.periodicDays ?? 0,
    daysBefore: falling((reminders?.offsetsDays ?? []).map((days) => -days)),
    repeatEveryDays: reminders?.repeatEveryDays ?? 0,
    maxReminders: reminders?.maxReminders ?? 0,
    noticeDebounceMinutes: reminders?.noticeDebounceMinutes ?? 0,
    steps: (escalation?.steps ?? []).map(({ daysOverdue, role }) => ({ daysOverdue, role })),
  }),
  write: (value) => ({
    dueDays: {
      newJoinerDays: value.newJoinerDays,
      manualDays: value.manualDays,
      newVersionDays: value.newVersionDays,
      periodicDays: value.periodicDays,
    },
    reminders: {
      offsetsDays: falling(value.daysBefore).map((days) => (days === 0 ? 0 : -days)),
      repeatEveryDays: value.repeatEveryDays,
      maxReminders: value.maxReminders,
      noticeDebounceMinutes: value.noticeDebounceMinutes,
    },
    escalation: { steps: value.steps.map((step) => ({ ...step })) },
  }),
  paths: ["due_days", "reminders", "escalation"],
};

/** The earliest reminder first. 0 is 0, never -0. */
export const falling = (days: readonly number[]): readonly number[] =>
  days.map((one) => one + 0).sort((a, b) => b - a);
