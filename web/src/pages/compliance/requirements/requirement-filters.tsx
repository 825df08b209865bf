import { RequirementTypeSchema } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { Choice } from "../../../components/choice.tsx";
import { SearchField } from "../../../components/search-field.tsx";
import classes from "../compliance.module.css";
import { TYPES } from "./types.ts";

const STATES = ["GAP", "PLANNED", "COVERED"] as const;

/** Which requirements are shown; kept in the address. */
export function RequirementFilters({
  search,
  change,
}: {
  readonly search: Readonly<Record<string, string | undefined>>;
  readonly change: (changes: Record<string, string>) => void;
}) {
  const t = useTexts("compliance");
  return (
    <search className={classes.filters}>
      <SearchField
        label={t("search")}
        placeholder={t("requirements.searchHint")}
        value={search.q ?? ""}
        onChange={(q) => change({ q })}
      />
      <Choice
        label={t("requirements.state")}
        value={search.state}
        data={STATES.map((state) => ({ value: state, label: t(`coverage.${state}`) }))}
        onChange={(state) => change({ state })}
      />
      <Choice
        label={t("own.type")}
        value={search.type}
        data={TYPES.map((type) => enumName(RequirementTypeSchema, type)).map((name) => ({
          value: name,
          label: t(`type.${name}`),
        }))}
        onChange={(type) => change({ type })}
      />
      <Choice
        label={t("requirements.origin")}
        value={search.own}
        data={[
          { value: "1", label: t("requirements.ownOnes") },
          { value: "0", label: t("requirements.theirs") },
        ]}
        onChange={(one) => change({ own: one })}
      />
    </search>
  );
}
