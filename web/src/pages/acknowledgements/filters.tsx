import { Checkbox, Group, Select } from "@mantine/core";
import { useTexts } from "../../app/texts.ts";
import { Choice } from "../../components/choice.tsx";
import { DayRange } from "../../components/day-range.tsx";
import { ClearFilters, FoldedFilters } from "../../components/filters.tsx";
import { SearchField } from "../../components/search-field.tsx";
import classes from "./acknowledgements.module.css";
import { FILTERS, STATUSES, type TableSearch } from "./filter.ts";
import { useSummary } from "./use-summary.ts";

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
  const inUse = FILTERS.some((key) => search[key]);
  const policies = (data?.policies ?? []).map((one) => ({ value: one.policyId, label: one.policyTitle }));
  const departments = (data?.departments ?? []).map(({ department }) => department).filter(Boolean);
  return (
    <FoldedFilters least="9rem" inUse={inUse}>
      <SearchField
        type="search"
        label={t("filter.person")}
        placeholder={t("filter.personHint")}
        value={search.q ?? ""}
        onChange={(q) => change({ q })}
      />
      <Select
        label={t("filter.status")}
        allowDeselect={false}
        data={Object.keys(STATUSES).map((value) => ({ value, label: t(`filter.statuses.${value}`) }))}
        value={search.status || "pending"}
        onChange={(status) => change({ status: status === "pending" ? "" : (status ?? "") })}
      />
      <Choice
        label={t("filter.policy")}
        searchable
        data={withValue(policies, search.policy)}
        value={search.policy}
        onChange={(policy) => change({ policy })}
      />
      <Choice
        label={t("filter.department")}
        searchable
        data={withValue(
          departments.map((value) => ({ value, label: value })),
          search.department,
        )}
        value={search.department}
        onChange={(department) => change({ department })}
      />
      <DayRange value={search} labels={{ from: t("filter.from"), to: t("filter.to") }} onChange={change} />
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
              <Checkbox key={key} label={t(`filter.${key}`)} checked onChange={() => change({ [key]: "" })} />
            ),
        )}
        {inUse && <ClearFilters filters={FILTERS} change={change} size="xs" />}
      </Group>
    </FoldedFilters>
  );
}

/** What is chosen stays among the choices, known or not. */
const withValue = (
  choices: readonly { readonly value: string; readonly label: string }[],
  value: string | undefined,
) =>
  !value || choices.some((one) => one.value === value) ? [...choices] : [...choices, { value, label: value }];
