import { useTexts } from "../../app/texts.ts";
import { Choice } from "../../components/choice.tsx";
import { ExactField } from "../../components/exact-field.tsx";
import { ClearFilters, FoldedFilters } from "../../components/filters.tsx";
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
  const inUse = FILTERS.some((key) => search[key]);
  const choice = (key: "state" | "channel" | "kind", names: readonly string[]) => (
    <Choice
      label={t(`column.${key}`)}
      value={search[key]}
      data={names.map((name) => ({ value: name, label: t(`${key}.${name}`) }))}
      onChange={(name) => change({ [key]: name })}
    />
  );
  return (
    <FoldedFilters least="10rem" inUse={inUse}>
      {choice("state", Object.keys(STATES))}
      {choice("channel", Object.keys(CHANNELS))}
      {choice("kind", Object.keys(KINDS))}
      <ExactField
        label={t("filter.to")}
        placeholder={t("filter.toHint")}
        value={search.to ?? ""}
        onChange={(to) => change({ to })}
      />
      {inUse && <ClearFilters filters={FILTERS} change={change} />}
    </FoldedFilters>
  );
}
