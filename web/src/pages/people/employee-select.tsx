import { useQuery } from "@connectrpc/connect-query";
import { Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useTexts } from "../../app/texts.ts";
import { WORKING } from "./employees/employee-status.tsx";

/** Chooses one employee by a word of the name or the beginning of the address. */
export function EmployeeSelect({
  label,
  value,
  onChange,
  error,
  readOnly = false,
  without = "",
}: {
  readonly label: string;
  /** emp_…, or "" for nobody. */
  readonly value: string;
  readonly onChange: (employeeId: string) => void;
  readonly error?: string | undefined;
  readonly readOnly?: boolean;
  /** This one can't be chosen. */
  readonly without?: string;
}) {
  const t = useTexts("people");
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed, 200);
  const chosen = useQuery(
    EmployeeService.method.getEmployee,
    { employeeId: value },
    { enabled: value !== "" },
  );
  const name = value === "" ? "" : (chosen.data?.employee?.name ?? value);
  const { data } = useQuery(
    EmployeeService.method.listEmployees,
    { query: query === name ? "" : query.trim(), pageSize: 20, statuses: WORKING },
    { placeholderData: keepPreviousData, enabled: !readOnly },
  );
  if (readOnly) return <TextInput label={label} value={name || t("none")} readOnly />;
  const found = (data?.employees ?? []).filter(({ id }) => id !== without && id !== value);
  return (
    <Select
      label={label}
      error={error}
      placeholder={t("none")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("clear") }}
      filter={({ options }) => options}
      nothingFoundMessage={t("list.noneFound")}
      data={[
        ...(value === "" ? [] : [{ value, label: name }]),
        ...found.map((one) => ({ value: one.id, label: `${one.name} · ${one.department || one.email}` })),
      ]}
      value={value || null}
      onSearchChange={setTyped}
      onChange={(next) => onChange(next ?? "")}
    />
  );
}
