import type { CustomerCompliance } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { Choice } from "../../../components/choice.tsx";
import { DayRange } from "../../../components/day-range.tsx";
import { FilterRow } from "../../../components/filters.tsx";

const STATES = ["SCHEDULED", "COMPLETED"] as const;

/** Which audits are shown; kept in the address. */
export function AuditFilters({
  search,
  change,
  compliances,
}: {
  readonly search: Readonly<Record<string, string | undefined>>;
  readonly change: (changes: Record<string, string>) => void;
  readonly compliances: readonly CustomerCompliance[];
}) {
  const t = useTexts("compliance");
  return (
    <FilterRow least="11rem">
      <Choice
        label={t("audits.filter.of")}
        searchable
        value={search.of}
        data={compliances.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(of) => change({ of })}
      />
      <Choice
        label={t("audits.filter.state")}
        value={search.state}
        data={STATES.map((state) => ({ value: state, label: t(`audits.state.${state}`) }))}
        onChange={(state) => change({ state })}
      />
      <DayRange
        value={search}
        labels={{ from: t("audits.filter.from"), to: t("audits.filter.to") }}
        onChange={change}
      />
    </FilterRow>
  );
}
