import { Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { RequirementTypeSchema } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
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
  const find = useDebouncedCallback((q: string) => change({ q }), 200);
  return (
    <search className={classes.filters}>
      <TextInput
        label={t("search")}
        placeholder={t("requirements.searchHint")}
        leftSection={<IconSearch size={16} aria-hidden />}
        defaultValue={search.q ?? ""}
        onChange={(event) => find(event.currentTarget.value)}
      />
      <Select
        label={t("requirements.state")}
        placeholder={t("all")}
        clearable
        clearButtonProps={{ "aria-label": t("clear") }}
        value={search.state ?? null}
        data={STATES.map((state) => ({ value: state, label: t(`coverage.${state}`) }))}
        onChange={(state) => change({ state: state ?? "" })}
      />
      <Select
        label={t("own.type")}
        placeholder={t("all")}
        clearable
        clearButtonProps={{ "aria-label": t("clear") }}
        value={search.type ?? null}
        data={TYPES.map((type) => enumName(RequirementTypeSchema, type)).map((name) => ({
          value: name,
          label: t(`type.${name}`),
        }))}
        onChange={(type) => change({ type: type ?? "" })}
      />
      <Select
        label={t("requirements.origin")}
        placeholder={t("all")}
        clearable
        clearButtonProps={{ "aria-label": t("clear") }}
        value={search.own ?? null}
        data={[
          { value: "1", label: t("requirements.ownOnes") },
          { value: "0", label: t("requirements.theirs") },
        ]}
        onChange={(one) => change({ own: one ?? "" })}
      />
    </search>
  );
}
