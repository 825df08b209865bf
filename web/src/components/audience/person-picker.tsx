import { useQuery } from "@connectrpc/connect-query";
import { MultiSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useTexts } from "../../app/texts.ts";
import { usePersonNames } from "./person-names.ts";

/** Chooses employees by a word of their name or the beginning of their address. */
export function PersonPicker({
  label,
  value,
  onChange,
  error,
  description,
  max,
  autoFocus = false,
}: {
  readonly label: ReactNode;
  /** Their ids (emp_…). */
  readonly value: readonly string[];
  readonly onChange: (employeeIds: string[]) => void;
  readonly error?: ReactNode;
  readonly description?: string;
  readonly max?: number;
  readonly autoFocus?: boolean;
}) {
  const t = useTexts("audience");
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), 200);
  const { data } = useQuery(
    EmployeeService.method.listEmployees,
    { query, pageSize: 20, statuses: [EmployeeStatus.ACTIVE, EmployeeStatus.ON_LEAVE] },
    { placeholderData: keepPreviousData },
  );
  const names = usePersonNames(value);
  const found = (data?.employees ?? []).map(({ id, name, department, email }) => ({
    value: id,
    label: value.includes(id) ? name : `${name} · ${department || email}`,
  }));
  const chosen = value
    .filter((id) => !found.some((option) => option.value === id))
    .map((id) => ({ value: id, label: names.get(id) ?? id }));
  return (
    <MultiSelect
      label={label}
      description={description}
      error={error}
      placeholder={value.length === 0 ? t("findPerson") : ""}
      searchable
      hidePickedOptions
      {...(max === undefined ? {} : { maxValues: max })}
      data-autofocus={autoFocus || undefined}
      autoFocus={autoFocus}
      filter={({ options }) => options}
      nothingFoundMessage={t("nobodyFound")}
      data={[...chosen, ...found]}
      value={[...value]}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={onChange}
    />
  );
}
