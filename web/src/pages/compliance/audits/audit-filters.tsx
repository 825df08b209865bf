import { Select, TextInput } from "@mantine/core";
import type { CustomerCompliance } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import classes from "../compliance.module.css";

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
    <search className={classes.auditFilters}>
      <Select
        label={t("audits.filter.of")}
        placeholder={t("all")}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t("clear") }}
        nothingFoundMessage={t("palette.nothing")}
        value={search.of ?? null}
        data={compliances.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(of) => change({ of: of ?? "" })}
      />
      <Select
        label={t("audits.filter.state")}
        placeholder={t("all")}
        clearable
        clearButtonProps={{ "aria-label": t("clear") }}
        value={search.state ?? null}
        data={STATES.map((state) => ({ value: state, label: t(`audits.state.${state}`) }))}
        onChange={(state) => change({ state: state ?? "" })}
      />
      <TextInput
        type="date"
        label={t("audits.filter.from")}
        value={search.from ?? ""}
        max={search.to}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t("audits.filter.to")}
        value={search.to ?? ""}
        min={search.from}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
    </search>
  );
}
