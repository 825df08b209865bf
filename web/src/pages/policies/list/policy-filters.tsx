import { Button, Select } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { Choice } from "../../../components/choice.tsx";
import { SearchField } from "../../../components/search-field.tsx";
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
  return (
    <search className={classes.filters}>
      <SearchField
        label={t("list.search")}
        placeholder={t("list.searchHint")}
        value={search.q ?? ""}
        onChange={(q) => change({ q })}
      />
      <Choice
        label={t("list.state")}
        placeholder={t("list.current")}
        value={search.state}
        data={STATES.map((value) => ({ value, label: t(`list.states.${value}`) }))}
        onChange={(state) => change({ state })}
      />
      {mayReadUsers && (
        <UserPicker
          label={t("list.owner")}
          value={search.owner ?? ""}
          onChange={(owner) => change({ owner })}
        />
      )}
      <Choice
        label={t("list.origin")}
        value={search.origin}
        data={ORIGINS.map((value) => ({ value, label: t(`origin.${value}`) }))}
        onChange={(origin) => change({ origin })}
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
          onClick={() => change({ q: "", state: "", owner: "", origin: "", template: "" })}
        >
          {t("list.clear")}
        </Button>
      )}
    </search>
  );
}
