import { Button, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { UserPicker } from "../../../components/user-picker.tsx";
import classes from "../policies.module.css";
import { USER_READERS } from "../who.ts";
import { isFiltered, ORIGINS, SORTS, STATES } from "./policy-filter.ts";

/** Finds policies by words in their texts, and narrows the list. */
export function PolicyFilters({
  search,
  change,
}: {
  readonly search: Readonly<Record<string, string | undefined>>;
  readonly change: (changes: Record<string, string>) => void;
}) {
  const t = useTexts("policies");
  const mayReadUsers = useMay(USER_READERS);
  const [typed, setTyped] = useState(search.q ?? "");
  const find = useDebouncedCallback((q: string) => change({ q }), 250);
  const clearable = { clearable: true, clearButtonProps: { "aria-label": t("clear") } } as const;
  return (
    <search className={classes.filters}>
      <TextInput
        label={t("list.search")}
        placeholder={t("list.searchHint")}
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          find(event.currentTarget.value.trim());
        }}
      />
      <Select
        label={t("list.state")}
        placeholder={t("list.current")}
        {...clearable}
        value={search.state ?? null}
        data={STATES.map((value) => ({ value, label: t(`list.states.${value}`) }))}
        onChange={(state) => change({ state: state ?? "" })}
      />
      {mayReadUsers && (
        <UserPicker
          label={t("list.owner")}
          value={search.owner ?? ""}
          onChange={(owner) => change({ owner })}
        />
      )}
      <Select
        label={t("list.origin")}
        placeholder={t("all")}
        {...clearable}
        value={search.origin ?? null}
        data={ORIGINS.map((value) => ({ value, label: t(`origin.${value}`) }))}
        onChange={(origin) => change({ origin: origin ?? "" })}
      />
      {search.q ? null : (
        <Select
          label={t("list.sort")}
          allowDeselect={false}
          value={search.sort ?? (search.state === "REVIEW_DUE" ? "REVIEW_DUE" : "LAST_CHANGED")}
          data={SORTS.map((value) => ({ value, label: t(`list.sorts.${value}`) }))}
          onChange={(sort) => change({ sort: sort ?? "" })}
        />
      )}
      {(isFiltered(search) || search.q) && (
        <Button
          variant="subtle"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={() => {
            setTyped("");
            change({ q: "", state: "", owner: "", origin: "", template: "" });
          }}
        >
          {t("list.clear")}
        </Button>
      )}
    </search>
  );
}
