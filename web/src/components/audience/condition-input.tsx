import { useQuery } from "@connectrpc/connect-query";
import { TagsInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import {
  type AudienceCondition,
  AudienceCondition_Field as Field,
} from "#gen/countersign/common/v1/audience_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useTexts } from "../../app/texts.ts";
import { type KnownValues, useKnownValues } from "./known-values.ts";
import { PersonPicker } from "./person-picker.tsx";
import { fieldName } from "./phrases.ts";

interface Props {
  readonly condition: AudienceCondition;
  readonly onChange: (values: readonly string[]) => void;
  readonly autoFocus: boolean;
}

/** The values of one condition as chips: what people have is offered, anything else can be typed. */
export function ConditionInput(props: Props) {
  const t = useTexts("audience");
  const { condition, onChange, autoFocus } = props;
  if (condition.field === Field.GROUP) return <GroupsInput {...props} />;
  if (condition.field !== Field.EMPLOYEE) return <ValuesInput {...props} />;
  return (
    <PersonPicker
      label={t("field.EMPLOYEE")}
      value={condition.values}
      onChange={onChange}
      max={500}
      autoFocus={autoFocus}
    />
  );
}

const KNOWN: Partial<Record<Field, keyof KnownValues>> = {
  [Field.DEPARTMENT]: "departments",
  [Field.ROLE]: "roles",
  [Field.LOCATION]: "locations",
  [Field.EMPLOYMENT_TYPE]: "employmentTypes",
};

function ValuesInput(props: Props) {
  const known = useKnownValues();
  const key = KNOWN[props.condition.field];
  return <Chips {...props} offered={key ? known[key] : []} />;
}

function GroupsInput(props: Props) {
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), 200);
  const { data } = useQuery(
    EmployeeService.method.listGroups,
    { query, pageSize: 50 },
    { placeholderData: keepPreviousData },
  );
  return <Chips {...props} offered={(data?.groups ?? []).map(({ name }) => name)} onSearch={setTyped} />;
}

function Chips({
  condition: { field, values },
  onChange,
  autoFocus,
  offered,
  onSearch,
}: Props & { readonly offered: readonly string[]; readonly onSearch?: (text: string) => void }) {
  const t = useTexts("audience");
  return (
    <TagsInput
      label={t(`field.${fieldName(field)}`)}
      placeholder={values.length === 0 ? t("choose") : ""}
      data={[...offered]}
      value={values}
      maxTags={500}
      splitChars={[]}
      autoFocus={autoFocus}
      comboboxProps={{ shadow: "md" }}
      {...(onSearch ? { onSearchChange: onSearch } : {})}
      onChange={(next) => onChange(next.map((value) => value.trim().slice(0, 200)).filter(Boolean))}
    />
  );
}
