import { NumberInput, SimpleGrid } from "@mantine/core";
import { useTexts } from "../../app/texts.ts";
import { Section } from "../../components/section.tsx";
import { REMINDERS, type Reminders } from "./reminders-part.ts";
import { RunUp } from "./run-up.tsx";
import { SettingsPage } from "./settings-frame.tsx";
import { useSettings } from "./use-settings.ts";

const DUE = ["newJoinerDays", "newVersionDays", "manualDays", "periodicDays"] as const;

/** How long people have, when they are reminded, and who hears of it when they are late. */
export function RemindersPage() {
  const t = useTexts("settings");
  const form = useSettings(REMINDERS);
  const { draft, save, readOnly } = form;
  const number = (key: keyof Reminders, min: number, max: number, path: string) => (
    <NumberInput
      key={key}
      label={t(`reminders.${key}.label`)}
      description={t(`reminders.${key}.text`)}
      inputWrapperOrder={["label", "description", "input", "error"]}
      suffix={
        key === "noticeDebounceMinutes"
          ? t("reminders.minutes")
          : key === "maxReminders"
            ? ""
            : t("reminders.days")
      }
      min={min}
      max={max}
      clampBehavior="blur"
      allowDecimal={false}
      value={draft.value[key] as number}
      onChange={(value) => typeof value === "number" && draft.set({ [key]: value })}
      error={save.fault(path)}
    />
  );
  return (
    <SettingsPage title={t("reminders.title")} form={form}>
      <Section title={t("reminders.due.title")} text={t("reminders.due.text")}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} style={{ alignItems: "end" }}>
          {DUE.map((key) => number(key, 1, 3650, `due_days.${snake(key)}`))}
        </SimpleGrid>
      </Section>
      <Section title={t("reminders.timeline.title")} text={t("reminders.timeline.text")}>
        <RunUp value={draft.value} set={draft.set} readOnly={readOnly} fault={save.fault} />
      </Section>
      <Section title={t("reminders.rules.title")} text={t("reminders.rules.text")}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} style={{ alignItems: "end" }}>
          {number("repeatEveryDays", 0, 365, "reminders.repeat_every_days")}
          {number("maxReminders", 0, 100, "reminders.max_reminders")}
          {number("noticeDebounceMinutes", 0, 1440, "reminders.notice_debounce_minutes")}
        </SimpleGrid>
      </Section>
    </SettingsPage>
  );
}

const snake = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
