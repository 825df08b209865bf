import { ActionIcon, Button, Group, Text, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { language, useTexts } from "../../app/texts.ts";
import classes from "./settings.module.css";

/** Days that count as no business day, by year. */
export function Holidays({
  days,
  onChange,
  error,
  readOnly,
}: {
  /** ISO 8601 dates. */
  readonly days: readonly string[];
  readonly onChange: (days: readonly string[]) => void;
  readonly error: string | undefined;
  readonly readOnly: boolean;
}) {
  const t = useTexts("settings");
  const [day, setDay] = useState("");
  const add = (): void => {
    if (day === "") return;
    if (!days.includes(day)) onChange([...days, day].sort());
    setDay("");
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  };
  const years = Map.groupBy([...days].sort(), (one) => one.slice(0, 4));
  return (
    <>
      {days.length === 0 && <Text c="dimmed">{t("calendar.holidays.none")}</Text>}
      {[...years].map(([year, dates]) => (
        <div key={year}>
          <Text fw={600} mb={4} id={`year-${year}`}>
            {year}
          </Text>
          <ul className={classes.holidays} aria-labelledby={`year-${year}`}>
            {dates.map((date) => (
              <li key={date}>
                {nameOf(date)}
                {!readOnly && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t("calendar.holidays.remove", { day: nameOf(date) })}
                    onClick={() => onChange(days.filter((one) => one !== date))}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {!readOnly && (
        <Group align="flex-end" gap="xs">
          <TextInput
            type="date"
            label={t("calendar.holidays.add")}
            value={day}
            error={error}
            onChange={(event) => setDay(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={day === ""}
            onClick={add}
          >
            {t("calendar.holidays.addButton")}
          </Button>
        </Group>
      )}
    </>
  );
}

/** "Friday, 25 December". */
const nameOf = (date: string): string =>
  new Intl.DateTimeFormat(language(), {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  }).format(new Date(`${date}T00:00:00Z`));
