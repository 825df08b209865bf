import { useMemo } from "react";
import { useTexts } from "../../app/texts.ts";
import { Choice } from "../../components/choice.tsx";
import { DayRange } from "../../components/day-range.tsx";
import { ExactField } from "../../components/exact-field.tsx";
import { ClearFilters, FoldedFilters } from "../../components/filters.tsx";
import { UserPicker } from "../../components/user-picker.tsx";
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
  const inUse = FILTERS.some((key) => search[key]);
  return (
    <FoldedFilters least="10rem" inUse={inUse}>
      <Choice
        label={t("filter.type")}
        data={types}
        searchable
        maxDropdownHeight={420}
        value={search.type}
        onChange={(type) => change({ type, event: "" })}
      />
      <UserPicker
        label={t("filter.actor")}
        value={search.actor ?? ""}
        onChange={(actor) => change({ actor, event: "" })}
      />
      <ExactField
        label={t("filter.subject")}
        placeholder={t("filter.subjectHint")}
        value={search.subject ?? ""}
        onChange={(subject) => change({ subject })}
      />
      <DayRange
        value={search}
        labels={{ from: t("filter.from"), to: t("filter.to") }}
        onChange={(days) => change({ ...days, event: "" })}
      />
      {inUse && <ClearFilters filters={FILTERS} change={change} />}
    </FoldedFilters>
  );
}
