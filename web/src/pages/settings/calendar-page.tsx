import { Chip, Select, Text } from "@mantine/core";
import { useMemo } from "react";
import type { DayOfWeek } from "#gen/countersign/customer/v1/settings_pb.ts";
import { language, useTexts } from "../../app/texts.ts";
import { Section } from "../../components/section.tsx";
import { Holidays } from "./holidays.tsx";
import classes from "./settings.module.css";
import { SettingsPage } from "./settings-frame.tsx";
import { type SettingsPart, useSettings } from "./use-settings.ts";

interface Calendar {
  readonly timeZone: string;
  readonly businessDays: readonly DayOfWeek[];
  readonly holidays: readonly string[];
}

const CALENDAR: SettingsPart<Calendar> = {
  read: ({ timeZone, businessDays, holidays }) => ({ timeZone, businessDays, holidays }),
  write: ({ timeZone, businessDays, holidays }) => ({
    timeZone,
    businessDays: [...businessDays],
    holidays: [...holidays],
  }),
  paths: ["time_zone", "business_days", "holidays"],
};

/** A Monday; its week gives the names of the days. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** When days begin and end, and on which of them people are written to. */
export function CalendarPage() {
  const t = useTexts("settings");
  const form = useSettings(CALENDAR);
  const { draft, save, readOnly } = form;
  const { timeZone, businessDays, holidays } = draft.value;
  const days = useMemo(dayNames, []);
  return (
    <SettingsPage title={t("calendar.title")} form={form}>
      <Section title={t("calendar.zone.title")} text={t("calendar.zone.text")}>
        <Select
          label={t("calendar.zone.label")}
          maw={420}
          searchable
          allowDeselect={false}
          data={zonesWith(timeZone)}
          limit={200}
          value={timeZone}
          onChange={(zone) => zone && draft.set({ timeZone: zone })}
          error={save.fault("time_zone")}
          nothingFoundMessage={t("palette.nothing")}
        />
        <Text size="sm" c="dimmed">
          {t("calendar.zone.now", { time: clockIn(timeZone) })}
        </Text>
      </Section>
      <Section title={t("calendar.days.title")} text={t("calendar.days.text")}>
        <fieldset aria-label={t("calendar.days.title")} className={classes.days}>
          {days.map(({ day, name }) => (
            <Chip
              key={day}
              checked={businessDays.includes(day)}
              onChange={(on) =>
                draft.set({
                  businessDays: on
                    ? [...businessDays, day].sort((a, b) => a - b)
                    : businessDays.filter((one) => one !== day),
                })
              }
            >
              {name}
            </Chip>
          ))}
        </fieldset>
        {businessDays.length === 0 && !readOnly && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {t("calendar.days.none")}
          </Text>
        )}
      </Section>
      <Section title={t("calendar.holidays.title")} text={t("calendar.holidays.text")}>
        <Holidays
          days={holidays}
          onChange={(next) => draft.set({ holidays: next })}
          error={save.fault("holidays")}
          readOnly={readOnly}
        />
      </Section>
    </SettingsPage>
  );
}

function dayNames(): readonly { readonly day: DayOfWeek; readonly name: string }[] {
  const names = new Intl.DateTimeFormat(language(), { weekday: "long", timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, i) => ({
    day: (i + 1) as DayOfWeek,
    name: names.format(new Date(MONDAY + i * DAY_MS)),
  }));
}

function zonesWith(zone: string): readonly string[] {
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  return zone === "" || zones.includes(zone) ? zones : [zone, ...zones];
}

function clockIn(timeZone: string): string {
  const options = { dateStyle: "full", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat(language(), { ...options, timeZone: timeZone || "UTC" }).format(new Date());
}
