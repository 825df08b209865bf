import { Button, Checkbox, Group, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconFilter, IconFilterOff, IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTexts } from "../../app/texts.ts";
import classes from "./acknowledgements.module.css";
import { FILTERS, STATUSES, type TableSearch } from "./filter.ts";
import { useSummary } from "./use-summary.ts";

const TYPING_MS = 300;

/** Which acknowledgements are shown; kept in the address. */
export function Filters({
  search,
  change,
}: {
  readonly search: TableSearch;
  readonly change: (changes: Record<string, string>) => void;
}) {
  const t = useTexts("acknowledgements");
  const { data } = useSummary();
  const some = FILTERS.some((key) => search[key]);
  const [open, setOpen] = useState(some);
  const policies = (data?.policies ?? []).map((one) => ({ value: one.policyId, label: one.policyTitle }));
  const departments = (data?.departments ?? []).map(({ department }) => department).filter(Boolean);
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
        <PersonFilter value={search.q ?? ""} change={change} />
        <Select
          label={t("filter.status")}
          allowDeselect={false}
          data={Object.keys(STATUSES).map((value) => ({ value, label: t(`filter.statuses.${value}`) }))}
          value={search.status || "pending"}
          onChange={(status) => change({ status: status === "pending" ? "" : (status ?? "") })}
        />
        <Select
          label={t("filter.policy")}
          placeholder={t("all")}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t("clear") }}
          nothingFoundMessage={t("palette.nothing")}
          data={withValue(policies, search.policy)}
          value={search.policy || null}
          onChange={(policy) => change({ policy: policy ?? "" })}
        />
        <Select
          label={t("filter.department")}
          placeholder={t("all")}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t("clear") }}
          nothingFoundMessage={t("palette.nothing")}
          data={withValue(
            departments.map((value) => ({ value, label: value })),
            search.department,
          )}
          value={search.department || null}
          onChange={(department) => change({ department: department ?? "" })}
        />
        <TextInput
          type="date"
          label={t("filter.from")}
          value={search.from ?? ""}
          max={search.to}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t("filter.to")}
          value={search.to ?? ""}
          min={search.from}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
        <Group gap="md" className={classes.switches}>
          <Checkbox
            label={t("filter.overdue")}
            checked={search.overdue === "1"}
            onChange={(event) => change({ overdue: event.currentTarget.checked ? "1" : "" })}
          />
          <Checkbox
            label={t("filter.escalated")}
            checked={search.escalated === "1"}
            onChange={(event) => change({ escalated: event.currentTarget.checked ? "1" : "" })}
          />
          {(["employee", "rollout"] as const).map(
            (key) =>
              search[key] && (
                <Checkbox
                  key={key}
                  label={t(`filter.${key}`)}
                  checked
                  onChange={() => change({ [key]: "" })}
                />
              ),
          )}
          {some && (
            <Button
              size="xs"
              variant="subtle"
              leftSection={<IconFilterOff size={16} aria-hidden />}
              onClick={() => change(Object.fromEntries(FILTERS.map((key) => [key, ""])))}
            >
              {t("filter.clear")}
            </Button>
          )}
        </Group>
      </search>
    </>
  );
}

function PersonFilter({
  value,
  change,
}: {
  readonly value: string;
  readonly change: (changes: Record<string, string>) => void;
}) {
  const t = useTexts("acknowledgements");
  const [typed, setTyped] = useState(value);
  const asked = useRef(value);
  const later = useDebouncedCallback((q: string) => {
    asked.current = q;
    change({ q });
  }, TYPING_MS);
  useEffect(() => {
    if (value === asked.current) return; // what was typed here has arrived in the address
    asked.current = value;
    setTyped(value);
  }, [value]);
  return (
    <TextInput
      type="search"
      label={t("filter.person")}
      placeholder={t("filter.personHint")}
      leftSection={<IconSearch size={16} aria-hidden />}
      maxLength={200}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        later(event.currentTarget.value.trim());
      }}
    />
  );
}

/** What is chosen stays among the choices, known or not. */
const withValue = (
  choices: readonly { readonly value: string; readonly label: string }[],
  value: string | undefined,
) =>
  !value || choices.some((one) => one.value === value) ? [...choices] : [...choices, { value, label: value }];
