import type { MessageInitShape } from "@bufbuild/protobuf";
import { useQuery } from "@connectrpc/connect-query";
import { Select } from "@mantine/core";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import type { ListEmployeesRequestSchema } from "#gen/countersign/employee/v1/employee_requests_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { useKnownValues } from "../../../components/audience/known-values.ts";
import { Choice } from "../../../components/choice.tsx";
import { FilterRow } from "../../../components/filters.tsx";
import { SearchField } from "../../../components/search-field.tsx";
import { WORKING } from "./employee-status.tsx";

type Search = Readonly<Record<string, string | undefined>>;

const STATUSES: Readonly<Record<string, readonly EmployeeStatus[]>> = {
  ACTIVE: [EmployeeStatus.ACTIVE],
  ON_LEAVE: [EmployeeStatus.ON_LEAVE],
  INACTIVE: [EmployeeStatus.INACTIVE],
  ALL: [],
};

/** What the address asks for. Nothing said: those who work here. */
export const requestOf = (search: Search): MessageInitShape<typeof ListEmployeesRequestSchema> => ({
  pageSize: 100,
  countTotal: true,
  query: search.q ?? "",
  department: search.department ?? "",
  role: search.role ?? "",
  location: search.location ?? "",
  group: search.group ?? "",
  statuses: [...(STATUSES[search.status ?? ""] ?? WORKING)],
});

/** Narrows the list of employees down; all of it stands in the address. */
export function EmployeeFilters({
  search,
  change,
}: {
  readonly search: Search;
  readonly change: (changes: Record<string, string>) => void;
}) {
  const t = useTexts("people");
  const known = useKnownValues();
  const groups = useQuery(EmployeeService.method.listGroups, { pageSize: 200 });
  const choices = [
    ["department", known.departments],
    ["role", known.roles],
    ["location", known.locations],
    ["group", (groups.data?.groups ?? []).map(({ name }) => name)],
  ] as const;
  return (
    <FilterRow least="9rem">
      <SearchField
        label={t("search")}
        placeholder={t("list.searchHint")}
        value={search.q ?? ""}
        onChange={(q) => change({ q })}
      />
      {choices.map(([key, values]) => (
        <Choice
          key={key}
          label={t(`field.${key}`)}
          searchable
          value={search[key]}
          data={withChosen(values, search[key])}
          onChange={(value) => change({ [key]: value })}
        />
      ))}
      <Select
        label={t("field.status")}
        allowDeselect={false}
        value={search.status ?? "WORKING"}
        data={["WORKING", ...Object.keys(STATUSES)].map((status) => ({
          value: status,
          label: t(`statusFilter.${status}`),
        }))}
        onChange={(status) => change({ status: status === "WORKING" ? "" : (status ?? "") })}
      />
    </FilterRow>
  );
}

const withChosen = (values: readonly string[], chosen: string | undefined): string[] =>
  chosen && !values.includes(chosen) ? [chosen, ...values] : [...values];
