import { useQuery } from "@connectrpc/connect-query";
import { Autocomplete, SimpleGrid, TagsInput, TextInput } from "@mantine/core";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useTexts } from "../../app/texts.ts";
import { useKnownValues } from "../../components/audience/known-values.ts";
import type { EditedEmployee } from "./edited-employee.ts";
import { EmployeeSelect } from "./employee-select.tsx";

/** What can be known of an employee, as fields; `fault` says what is wrong with one, by its name in the contract. */
export function EmployeeFields({
  value,
  set,
  fault,
  readOnly = false,
  selfId = "",
  autoFocus = false,
}: {
  readonly value: EditedEmployee;
  readonly set: (changes: Partial<EditedEmployee>) => void;
  readonly fault: (field: string) => string | undefined;
  readonly readOnly?: boolean;
  /** The employee's own id: nobody manages themselves. */
  readonly selfId?: string;
  readonly autoFocus?: boolean;
}) {
  const t = useTexts("people");
  const known = useKnownValues();
  const { data } = useQuery(EmployeeService.method.listGroups, { pageSize: 200 });
  const groups = (data?.groups ?? []).map(({ name }) => name);
  const offered = [
    ["department", "department", known.departments],
    ["location", "location", known.locations],
    ["employmentType", "employment_type", known.employmentTypes],
  ] as const;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput
        label={t("field.name")}
        required={!readOnly}
        data-autofocus={autoFocus || undefined}
        value={value.name}
        readOnly={readOnly}
        error={fault("name")}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t("field.email")}
        type="email"
        required={!readOnly}
        value={value.email}
        readOnly={readOnly}
        error={fault("email")}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      {offered.map(([key, path, values]) => (
        <Autocomplete
          key={key}
          label={t(`field.${key}`)}
          data={[...values]}
          value={value[key]}
          readOnly={readOnly}
          error={fault(path)}
          onChange={(text) => set({ [key]: text })}
        />
      ))}
      <EmployeeSelect
        label={t("field.manager")}
        value={value.managerId}
        readOnly={readOnly}
        without={selfId}
        error={fault("manager_id")}
        onChange={(managerId) => set({ managerId })}
      />
      <TagsInput
        label={t("field.role")}
        description={readOnly ? undefined : t("field.roleHint")}
        data={[...known.roles]}
        splitChars={[]}
        maxTags={50}
        value={[...value.roles]}
        readOnly={readOnly}
        error={fault("roles")}
        onChange={(roles) => set({ roles })}
      />
      <TagsInput
        label={t("field.groups")}
        description={readOnly ? undefined : t("field.groupsHint")}
        data={groups}
        splitChars={[]}
        maxTags={100}
        value={[...value.groups]}
        readOnly={readOnly}
        error={fault("groups")}
        onChange={(next) => set({ groups: next })}
      />
      <TextInput
        type="date"
        label={t("field.joinDate")}
        description={readOnly ? undefined : t("field.joinDateHint")}
        value={value.joinDate}
        readOnly={readOnly}
        error={fault("join_date")}
        onChange={(event) => set({ joinDate: event.currentTarget.value })}
      />
      <TextInput
        label={t("field.locale")}
        description={readOnly ? undefined : t("field.localeHint")}
        value={value.locale}
        readOnly={readOnly}
        error={fault("locale")}
        onChange={(event) => set({ locale: event.currentTarget.value })}
      />
    </SimpleGrid>
  );
}
