import { Button, CloseButton, Select, TextInput } from "@mantine/core";
import { IconFilter, IconFilterOff } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTexts } from "../../app/texts.ts";
import { UserPicker } from "../../components/user-picker.tsx";
import classes from "./audit.module.css";
import { typeText } from "./event-text.ts";
import { EVENT_TYPES, fullType } from "./event-types.ts";

/** What stands in the address of the event log. */
export type LogSearch = Readonly<Record<string, string | undefined>>;

const FILTERS = ["type", "subject", "actor", "from", "to"] as const;

/** Which events are shown; kept in the address. */
export function EventFilters({
  search,
  change,
}: {
  readonly search: LogSearch;
  readonly change: (changes: Record<string, string>) => void;
}) {
  const t = useTexts("audit");
  const types = useMemo(
    () =>
      Object.entries(EVENT_TYPES).map(([service, names]) => ({
        group: t(`service.${service}`),
        items: names.map((name) => ({ value: fullType(service, name), label: typeText(t, name) })),
      })),
    [t],
  );
  const some = FILTERS.some((key) => search[key]);
  const [open, setOpen] = useState(some);
  return (
    <>
      <Button
        className={classes.toggle}
        variant="default"
        aria-expanded={open}
        leftSection={<IconFilter size={16} aria-hidden />}
        onClick={() => setOpen(!open)}
      >
        {t("filter.show")}
      </Button>
      <search className={classes.filters} data-open={open || undefined}>
        <Select
          label={t("filter.type")}
          placeholder={t("all")}
          data={types}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t("clear") }}
          nothingFoundMessage={t("palette.nothing")}
          maxDropdownHeight={420}
          value={search.type ?? null}
          onChange={(type) => change({ type: type ?? "", event: "" })}
        />
        <UserPicker
          label={t("filter.actor")}
          value={search.actor ?? ""}
          onChange={(actor) => change({ actor, event: "" })}
        />
        <TextInput
          key={search.subject ?? ""}
          label={t("filter.subject")}
          placeholder={t("filter.subjectHint")}
          defaultValue={search.subject ?? ""}
          onBlur={(event) => change({ subject: event.currentTarget.value.trim() })}
          onKeyDown={(event) => {
            if (event.key === "Enter") change({ subject: event.currentTarget.value.trim(), event: "" });
          }}
          rightSection={
            search.subject ? (
              <CloseButton size="sm" aria-label={t("clear")} onClick={() => change({ subject: "" })} />
            ) : undefined
          }
        />
        <TextInput
          type="date"
          label={t("filter.from")}
          value={search.from ?? ""}
          max={search.to}
          onChange={(event) => change({ from: event.currentTarget.value, event: "" })}
        />
        <TextInput
          type="date"
          label={t("filter.to")}
          value={search.to ?? ""}
          min={search.from}
          onChange={(event) => change({ to: event.currentTarget.value, event: "" })}
        />
        {some && (
          <Button
            className={classes.clear}
            variant="subtle"
            leftSection={<IconFilterOff size={16} aria-hidden />}
            onClick={() => change(Object.fromEntries(FILTERS.map((key) => [key, ""])))}
          >
            {t("filter.clear")}
          </Button>
        )}
      </search>
    </>
  );
}
