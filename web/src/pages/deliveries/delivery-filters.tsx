import { Button, CloseButton, Select, TextInput } from "@mantine/core";
import { IconFilter, IconFilterOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTexts } from "../../app/texts.ts";
import classes from "./deliveries.module.css";
import { CHANNELS, type DeliverySearch, KINDS, STATES } from "./deliveries-request.ts";

const FILTERS = ["state", "channel", "kind", "to", "employee", "event"] as const;

/** Which messages are shown; kept in the address. */
export function DeliveryFilters({
  search,
  change,
}: {
  readonly search: DeliverySearch;
  readonly change: (changes: Record<string, string>) => void;
}) {
  const t = useTexts("deliveries");
  const some = FILTERS.some((key) => search[key]);
  const [open, setOpen] = useState(some);
  const choice = (key: "state" | "channel" | "kind", names: readonly string[]) => (
    <Select
      label={t(`column.${key}`)}
      placeholder={t("all")}
      clearable
      clearButtonProps={{ "aria-label": t("clear") }}
      value={search[key] ?? null}
      data={names.map((name) => ({ value: name, label: t(`${key}.${name}`) }))}
      onChange={(name) => change({ [key]: name ?? "" })}
    />
  );
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
        {choice("state", Object.keys(STATES))}
        {choice("channel", Object.keys(CHANNELS))}
        {choice("kind", Object.keys(KINDS))}
        <TextInput
          key={search.to ?? ""}
          label={t("filter.to")}
          placeholder={t("filter.toHint")}
          defaultValue={search.to ?? ""}
          onBlur={(event) => change({ to: event.currentTarget.value.trim() })}
          onKeyDown={(event) => {
            if (event.key === "Enter") change({ to: event.currentTarget.value.trim() });
          }}
          rightSection={
            search.to ? (
              <CloseButton size="sm" aria-label={t("clear")} onClick={() => change({ to: "" })} />
            ) : undefined
          }
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
